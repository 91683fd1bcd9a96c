-- Months that say nothing about usual variation, by series.
CREATE TEMP TABLE unusual_month (series_id SMALLINT NOT NULL, month DATE NOT NULL)
