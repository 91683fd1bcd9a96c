-- A publisher's words for outcomes with the number of their group; name NULL: no outcome.
CREATE TEMP TABLE outcome_name (source VARCHAR NOT NULL, name VARCHAR, number UTINYINT NOT NULL)
