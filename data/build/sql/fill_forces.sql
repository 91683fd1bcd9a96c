-- Incidents by force: its districts and the rows without a location.
INSERT INTO area_month
WITH located AS (
    SELECT d.series_id, c.force_code, d.month, d.value
    FROM district_count AS d
    INNER JOIN series AS s ON s.series_id = d.series_id
    INNER JOIN home AS h ON h.district_code = d.district_code
    INNER JOIN incident_scope AS c ON c.scope_id = h.scope_id AND c.source = s.source
),

unlocated AS (
    SELECT r.series_id, c.force_code, p.month, p.value
    FROM place_count AS p
    INNER JOIN incident_scope AS c ON c.scope_id = p.scope_id
    INNER JOIN series_part AS r ON r.part_id = p.series_id
    WHERE p.method = 'no_location'
)

SELECT a.series_id, 'force' AS level, a.force_code, a.month, sum(a.value) AS value
FROM (FROM located UNION ALL FROM unlocated) AS a
GROUP BY a.series_id, a.force_code, a.month
ORDER BY a.series_id, a.month, a.force_code
