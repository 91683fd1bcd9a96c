-- Rows by file and month, and how many of them stand.
SELECT g.kind, g.file_id, g.month, sum(g.rows)::BIGINT AS rows, sum(coalesce(s.rows, 0))::BIGINT AS standing
FROM road_group AS g
LEFT JOIN standing_group AS s
    ON s.kind = g.kind AND s.file_id = g.file_id AND s.force = g.force AND s.stated = g.stated AND s.month = g.month
GROUP BY g.kind, g.file_id, g.month
ORDER BY g.kind, g.file_id, g.month
