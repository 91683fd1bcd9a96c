-- A scope with a month covers every district it is at home in, and every series of its source.
INSERT INTO covered
SELECT s.series_id, c.force_code AS panel, h.district_code, m.month, m.status = 'complete' AS complete
FROM home AS h
INNER JOIN incident_scope AS c ON c.scope_id = h.scope_id
INNER JOIN scope_month AS m ON m.scope_id = h.scope_id AND m.status <> 'missing'
INNER JOIN series AS s ON s.source = c.source
