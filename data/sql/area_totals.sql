-- Every area of a level, in two windows at once.
SELECT
    a.area_code,
    coalesce(sum(a.value) FILTER (a.month BETWEEN $start AND $end), 0)::BIGINT AS value,
    coalesce(sum(a.value) FILTER (a.month BETWEEN $before_start AND $before_end), 0)::BIGINT AS previous
FROM area_month AS a
WHERE a.series_id = $series_id
    AND a.level = $level
    AND (a.month BETWEEN $start AND $end OR a.month BETWEEN $before_start AND $before_end)
GROUP BY a.area_code
