-- Casualties of a part whose collision does not stand, by the year of their index; gone: a later file replaced it.
SELECT
    left(p.collision_index, 4)::INTEGER AS year,
    g.collision_index IS NOT NULL AS gone,
    count(*) AS rows,
    min(p.collision_index) AS example
FROM read_parquet($path) AS p
ANTI JOIN collision AS c ON c.collision_index = p.collision_index
LEFT JOIN (SELECT DISTINCT x.collision_index FROM collision_gone AS x) AS g ON g.collision_index = p.collision_index
GROUP BY ALL
ORDER BY ALL
