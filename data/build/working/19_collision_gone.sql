-- Collisions that a later file replaced: casualties of theirs have none.
CREATE TEMP TABLE collision_gone (collision_index VARCHAR NOT NULL)
