-- Points that were placed one by one, because their LSOA is unknown, absent, or split over several wards.
CREATE TEMP TABLE point_place (
    lsoa VARCHAR,
    longitude DOUBLE NOT NULL,
    latitude DOUBLE NOT NULL,
    ward VARCHAR,
    district VARCHAR NOT NULL,
    method VARCHAR NOT NULL
)
