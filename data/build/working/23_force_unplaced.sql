-- Casualties of a force in none of its districts.
CREATE TEMP TABLE force_unplaced (
    series_id SMALLINT NOT NULL, area_code VARCHAR NOT NULL, month DATE NOT NULL, value BIGINT NOT NULL
)
