-- Spots of rows that are taken out.
CREATE TEMP TABLE loose_spot (spot_id INTEGER NOT NULL)
