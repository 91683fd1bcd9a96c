-- Series that no district has month by month: from and to when numbers were published.
UPDATE series SET
    first_month = f.first_month,
    last_month = f.last_month,
    last_complete = CASE WHEN series.months THEN f.last_month END
FROM (
    SELECT
        o.series_id,
        date_trunc('month', min(o.period_start))::DATE AS first_month,
        date_trunc('month', max(o.period_end))::DATE AS last_month
    FROM observation AS o
    GROUP BY o.series_id
) AS f
WHERE f.series_id = series.series_id AND series.first_month IS NULL
