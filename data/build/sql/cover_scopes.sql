INSERT INTO coverage
SELECT s.source, s.force_code, m.month, m.status, m.rows
FROM scope_month AS m
INNER JOIN incident_scope AS s ON s.scope_id = m.scope_id
