INSERT INTO adjustment
SELECT $file_id AS file_id, p.collision_index, p.vehicle, p.casualty, p.adjusted
FROM read_parquet($path) AS p
SEMI JOIN casualty AS c ON c.collision_index = p.collision_index
