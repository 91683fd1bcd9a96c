-- Longer periods, and published months, that came by day and hour, each area's as it came.
SELECT o.period_start, o.period_end, o.area_code, o.category, o.value, o.status
FROM observation AS o
WHERE o.series_id = $series_id
    AND o.area_code = ANY($area_codes::VARCHAR[])
    AND o.breakdown = $breakdown
    AND o.category IS NOT NULL
    AND (o.status = 'published' OR o.period_end > last_day(o.period_start))
ORDER BY o.period_start, o.period_end, o.area_code, o.category
