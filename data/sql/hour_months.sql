-- Months that came by day and hour, added up over areas: what has a time, what lies in some hours, what has none.
SELECT
    o.period_start AS month,
    coalesce(sum(o.value) FILTER (NOT ends_with(o.category, $unknown)), 0)::DOUBLE AS timed,
    coalesce(sum(o.value) FILTER (o.category = ANY($hours::VARCHAR[])), 0)::DOUBLE AS inside,
    coalesce(sum(o.value) FILTER (ends_with(o.category, $unknown)), 0)::DOUBLE AS unknown,
    count(*) FILTER (o.status = 'hidden') AS hidden
FROM observation AS o
WHERE o.series_id = $series_id
    AND o.area_code = ANY($area_codes::VARCHAR[])
    AND o.breakdown = $breakdown
    AND o.category IS NOT NULL
    AND o.status <> 'published'
    AND o.period_start BETWEEN $start AND $finish
    AND o.period_start = date_trunc('month', o.period_start)
    AND o.period_end = last_day(o.period_start)
GROUP BY o.period_start
ORDER BY o.period_start
