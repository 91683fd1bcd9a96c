-- The LSOAs and place names that rows have.
CREATE TEMP TABLE found_spot (scope_id SMALLINT NOT NULL, lsoa VARCHAR, place VARCHAR)
