INSERT INTO placement
SELECT s.source, s.force_code, k.district, p.month, k.method, sum(p.value) AS rows
FROM place_month AS p
INNER JOIN spot_key AS k ON k.spot_id = p.spot_id
INNER JOIN incident_scope AS s ON s.scope_id = k.scope_id
GROUP BY s.source, s.force_code, k.district, p.month, k.method
ORDER BY s.source, p.month, s.force_code, k.district, k.method
