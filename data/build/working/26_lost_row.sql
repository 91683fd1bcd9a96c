-- Rows without an LSOA that gives the ward: they go by their point.
CREATE TEMP TABLE lost_row (
    scope_id SMALLINT NOT NULL,
    type VARCHAR NOT NULL,
    month DATE NOT NULL,
    lsoa VARCHAR,
    place VARCHAR,
    outcome VARCHAR,
    longitude DOUBLE,
    latitude DOUBLE
)
