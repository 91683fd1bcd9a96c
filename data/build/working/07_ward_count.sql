-- What goes into ward_month, from every source.
CREATE TEMP TABLE ward_count (
    series_id SMALLINT NOT NULL,
    district_code VARCHAR NOT NULL,
    ward_code VARCHAR,
    month DATE NOT NULL,
    value BIGINT NOT NULL
)
