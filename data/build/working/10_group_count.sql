-- Counts that came for a group of districts as a whole.
CREATE TEMP TABLE group_count (
    series_id SMALLINT NOT NULL, area_code VARCHAR NOT NULL, month DATE NOT NULL, value BIGINT NOT NULL
)
