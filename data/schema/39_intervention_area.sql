-- Where an intervention was: one area, or several wards.
CREATE TABLE intervention_area (intervention_id VARCHAR NOT NULL, area_code VARCHAR NOT NULL, PRIMARY KEY (intervention_id, area_code))
