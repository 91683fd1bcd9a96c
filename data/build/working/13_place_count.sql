-- Incidents by what is counted of their place; district NULL: without location or outside.
CREATE TEMP TABLE place_count (
    scope_id SMALLINT NOT NULL,
    series_id SMALLINT NOT NULL,
    district VARCHAR,
    ward VARCHAR,
    method VARCHAR NOT NULL,
    month DATE NOT NULL,
    value BIGINT NOT NULL
)
