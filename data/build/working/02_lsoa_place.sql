-- LSOAs that lie in one ward (or, ward NULL, in one district). method: lsoa, lsoa_2011, district_only.
CREATE TEMP TABLE lsoa_place (lsoa VARCHAR NOT NULL, ward VARCHAR, district VARCHAR NOT NULL, method VARCHAR NOT NULL)
