-- LSOAs of rows that do not give the ward: unknown, or split over several.
CREATE TEMP TABLE lost_lsoa (lsoa VARCHAR NOT NULL)
