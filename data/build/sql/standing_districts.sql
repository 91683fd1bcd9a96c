-- What scope_districts gives, from a published version: its months but some, and with `counted` what is counted again.
SELECT x.scope_id, x.district, sum(x.rows)::BIGINT AS rows
FROM (
    SELECT s.scope_id, p.district_code AS district, p.rows
    FROM version.placement AS p
    INNER JOIN incident_scope AS s ON s.source = p.source AND s.force_code = p.force_code
    WHERE NOT list_contains($months::DATE[], p.month)
    UNION ALL
    SELECT c.scope_id, c.district, c.value AS rows FROM place_count AS c WHERE $counted
) AS x
GROUP BY x.scope_id, x.district
ORDER BY x.scope_id, rows DESC, x.district
