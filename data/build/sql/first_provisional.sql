SELECT min(c.month) AS month
FROM casualty AS p
INNER JOIN placed_collision AS c ON c.collision_index = p.collision_index
WHERE p.provisional
