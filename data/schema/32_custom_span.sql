-- The runs of months in which a series says something of a custom area, if only that there was nothing.
CREATE TABLE custom_span (
    series_id SMALLINT NOT NULL, area_code VARCHAR NOT NULL, first_month DATE NOT NULL, last_month DATE NOT NULL
)
