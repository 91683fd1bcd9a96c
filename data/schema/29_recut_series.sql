-- The series whose figures came for wards of another year. words: in which months, how many wards in which way, and how
-- good the fit is.
CREATE TABLE recut_series (
    series_id SMALLINT NOT NULL,
    year INTEGER NOT NULL,
    words VARCHAR NOT NULL,
    PRIMARY KEY (series_id, year)
)
