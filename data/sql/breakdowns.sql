-- Monthly counts that came in categories, added up over areas and in each of some windows. hidden: how many arrived hidden.
WITH asked AS (
    SELECT unnest($starts::DATE[]) AS start, unnest($ends::DATE[]) AS finish
)

SELECT
    w.start, w.finish, o.breakdown, o.category,
    coalesce(sum(o.value), 0)::DOUBLE AS value,
    count(*) FILTER (o.status = 'hidden') AS hidden
FROM observation AS o
INNER JOIN asked AS w ON o.period_start BETWEEN w.start AND w.finish
WHERE o.series_id = $series_id
    AND o.area_code = ANY($area_codes::VARCHAR[])
    AND o.breakdown = ANY($breakdowns::VARCHAR[])
    AND o.category IS NOT NULL
    AND o.status <> 'published'
    AND o.period_start = date_trunc('month', o.period_start)
    AND o.period_end = last_day(o.period_start)
GROUP BY w.start, w.finish, o.breakdown, o.category
ORDER BY o.breakdown, o.category, w.start, w.finish
