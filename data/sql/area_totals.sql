-- Every area of some levels (or those of $area_codes, unless NULL), for several series, in two windows at once.
SELECT
    a.series_id,
    a.level,
    a.area_code,
    coalesce(sum(a.value) FILTER (a.month BETWEEN $start AND $end), 0)::BIGINT AS value,
    coalesce(sum(a.value) FILTER (a.month BETWEEN $before_start AND $before_end), 0)::BIGINT AS previous
FROM area_month AS a
WHERE a.series_id = ANY($series_ids::SMALLINT[])
    AND list_contains($levels::VARCHAR[], a.level)
    AND ($area_codes::VARCHAR[] IS NULL OR list_contains($area_codes::VARCHAR[], a.area_code))
    AND (a.month BETWEEN $start AND $end OR a.month BETWEEN $before_start AND $before_end)
GROUP BY a.series_id, a.level, a.area_code
