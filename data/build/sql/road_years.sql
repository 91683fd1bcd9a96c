-- The years that the indexes of a part begin with.
SELECT min(left(p.collision_index, 4))::INTEGER AS first, max(left(p.collision_index, 4))::INTEGER AS last
FROM read_parquet($path) AS p
