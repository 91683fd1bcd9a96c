INSERT INTO placement
SELECT s.source, s.force_code, p.district, p.month, p.method, sum(p.value) AS rows
FROM place_count AS p
INNER JOIN incident_scope AS s ON s.scope_id = p.scope_id
GROUP BY s.source, s.force_code, p.district, p.month, p.method
ORDER BY s.source, p.month, s.force_code, p.district, p.method
