-- The months in which a series has a number for every member of a custom area.
CREATE TEMP TABLE custom_covered (series_id SMALLINT NOT NULL, area_code VARCHAR NOT NULL, month DATE NOT NULL)
