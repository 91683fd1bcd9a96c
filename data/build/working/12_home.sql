-- The scope that most rows of a district come from.
CREATE TEMP TABLE home (district_code VARCHAR NOT NULL, scope_id SMALLINT NOT NULL)
