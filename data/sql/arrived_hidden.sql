-- Months that came hidden, and what cannot be added up for want of them: the district where it did not come as a
-- number of its own, and what is unplaced in it.
WITH hidden AS (
    SELECT DISTINCT o.series_id, o.area_code, a.level, a.parent, o.period_start AS month
    FROM observation AS o
    INNER JOIN area AS a ON a.code = o.area_code
    WHERE o.status = 'hidden'
        AND o.breakdown IS NULL
        AND o.category IS NULL
        AND day(o.period_start) = 1
        AND o.period_end = last_day(o.period_start)
)

SELECT h.series_id, h.area_code, h.month FROM hidden AS h
UNION
SELECT h.series_id, 'unplaced:' || h.parent AS area_code, h.month FROM hidden AS h WHERE h.level = 'ward'
UNION
SELECT h.series_id, h.parent AS area_code, h.month
FROM hidden AS h
WHERE h.level = 'ward'
    AND NOT EXISTS (
        SELECT 1
        FROM observation AS o
        WHERE o.series_id = h.series_id
            AND o.area_code = h.parent
            AND o.period_start = h.month
            AND o.period_end = last_day(h.month)
            AND o.value IS NOT NULL
    )
ORDER BY 1, 2, 3
