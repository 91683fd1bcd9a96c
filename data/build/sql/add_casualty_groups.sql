INSERT INTO road_group
SELECT 'casualty' AS kind, $file_id AS file_id, c.force, c.stated, c.month, count(*) AS rows
FROM read_parquet($path) AS p
INNER JOIN collision AS c ON c.collision_index = p.collision_index
GROUP BY ALL
