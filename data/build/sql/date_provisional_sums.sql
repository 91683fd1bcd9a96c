-- A sum may still change from where the first of its parts may.
UPDATE series SET provisional_from = least(series.provisional_from, f.first_month)
FROM (
    SELECT s.measure, s.source, min(p.provisional_from) AS first_month
    FROM (
        SELECT
            unnest($measures::VARCHAR[]) AS measure,
            unnest($sources::VARCHAR[]) AS source,
            unnest($parts::VARCHAR[]) AS part
    ) AS s
    INNER JOIN series AS p ON p.measure = s.part AND p.source = s.source
    GROUP BY s.measure, s.source
) AS f
WHERE f.measure = series.measure AND f.source = series.source
