-- Where in a ward: incidents by spot and month, for the series that are no sums (series_part gives a sum's parts).
-- Only sources with places have rows. Spots in no known district are kept, so that the rows add up.
CREATE TABLE place_month (series_id SMALLINT NOT NULL, spot_id INTEGER NOT NULL, month DATE NOT NULL, value INTEGER NOT NULL)
