-- Where in a ward: a row an incident, of the series that are no sums (series_part gives a sum's parts). Two incidents of a
-- month at one spot are two rows: adding them up first takes longer than it saves. Spots in no known district are kept,
-- so that the rows add up. outcome: the number of a group in outcome_group.
CREATE TABLE place_month (
    series_id SMALLINT NOT NULL, spot_id INTEGER NOT NULL, month DATE NOT NULL, outcome UTINYINT NOT NULL
)
