-- Incidents by what last became of them, of the series that are no sums. spot_id: one of the spots of a ward (or of what is in
-- none of a district's wards), for all of them. outcome: the number of a group in outcome_group.
CREATE TABLE outcome_month (
    series_id SMALLINT NOT NULL, spot_id INTEGER NOT NULL, month DATE NOT NULL, outcome UTINYINT NOT NULL, value INTEGER NOT NULL
)
