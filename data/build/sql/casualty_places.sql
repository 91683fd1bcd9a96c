-- Casualties that stand, by how their collision was placed.
SELECT c.district, c.month, c.method, c.force_code, count(*) AS rows
FROM casualty AS p
INNER JOIN placed_collision AS c ON c.collision_index = p.collision_index
GROUP BY ALL
