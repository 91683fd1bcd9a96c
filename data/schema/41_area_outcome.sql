-- Incidents by what last became of them, of districts and of the areas that are made of nothing but several whole districts.
-- Unlike outcome_month of sums too: area_code says where, series_id may be all crime. No row: none.
CREATE TABLE area_outcome (
    series_id SMALLINT NOT NULL, area_code VARCHAR NOT NULL, month DATE NOT NULL, outcome UTINYINT NOT NULL, value INTEGER NOT NULL
)
