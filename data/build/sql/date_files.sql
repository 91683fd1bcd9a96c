-- The months that some files still supply.
UPDATE file SET first_month = f.first_month, last_month = f.last_month
FROM (
    SELECT m.file_id, min(m.first_month) AS first_month, max(m.last_month) AS last_month
    FROM (
        SELECT p.file_id, p.month AS first_month, p.month AS last_month FROM part AS p WHERE p.month IS NOT NULL
        UNION ALL
        SELECT
            o.file_id,
            date_trunc('month', o.period_start)::DATE AS first_month,
            date_trunc('month', o.period_end)::DATE AS last_month
        FROM observation AS o
        UNION ALL
        SELECT g.file_id, g.month AS first_month, g.month AS last_month FROM road_group AS g
    ) AS m
    GROUP BY m.file_id
) AS f
WHERE f.file_id = file.file_id AND file.file_id = ANY($file_ids::INTEGER[])
