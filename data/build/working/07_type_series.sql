-- The series that a publisher's crime type is counted in.
CREATE TEMP TABLE type_series (source VARCHAR NOT NULL, type VARCHAR NOT NULL, series_id SMALLINT NOT NULL)
