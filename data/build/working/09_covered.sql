-- The months in which a series says something of a district, if only that there was nothing. panel: districts that are
-- counted by the same hand, and so compared for chance.
CREATE TEMP TABLE covered (
    series_id SMALLINT NOT NULL,
    panel VARCHAR NOT NULL,
    district_code VARCHAR NOT NULL,
    month DATE NOT NULL,
    complete BOOLEAN NOT NULL
)
