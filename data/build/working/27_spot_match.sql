-- The numbers that spots of touched months have in the version they are laid into.
CREATE TEMP TABLE spot_match (touched_id INTEGER NOT NULL, spot_id INTEGER NOT NULL, is_new BOOLEAN NOT NULL)
