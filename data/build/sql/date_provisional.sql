-- The first month whose figures the publisher calls provisional.
UPDATE series SET provisional_from = f.first_month
FROM (
    SELECT o.series_id, date_trunc('month', min(o.period_start))::DATE AS first_month
    FROM observation AS o
    WHERE o.status = 'provisional'
    GROUP BY o.series_id
) AS f
WHERE f.series_id = series.series_id
