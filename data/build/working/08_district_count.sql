CREATE TEMP TABLE district_count (
    series_id SMALLINT NOT NULL, district_code VARCHAR NOT NULL, month DATE NOT NULL, value BIGINT NOT NULL
)
