-- Casualties by severity, where and when; district NULL: those of a force in no known place.
SELECT c.district, c.ward, c.force_code, c.month, p.severity, count(*) AS value
FROM casualty AS p
INNER JOIN placed_collision AS c ON c.collision_index = p.collision_index
GROUP BY ALL
