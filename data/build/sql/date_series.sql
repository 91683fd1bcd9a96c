-- From when to when each series says something, and its last month without gaps.
UPDATE series SET
    first_month = f.first_month,
    last_month = f.last_month,
    last_complete = f.last_complete
FROM (
    SELECT
        c.series_id,
        min(c.month) AS first_month,
        max(c.month) AS last_month,
        max(c.month) FILTER (c.complete) AS last_complete
    FROM covered AS c
    GROUP BY c.series_id
) AS f
WHERE f.series_id = series.series_id
