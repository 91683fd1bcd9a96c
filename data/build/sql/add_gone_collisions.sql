INSERT INTO collision_gone
SELECT p.collision_index
FROM read_parquet($path) AS p
ANTI JOIN collision AS c ON c.collision_index = p.collision_index
