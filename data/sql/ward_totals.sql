-- Two windows at once: months from $start to $end, and from $before_start to $before_end (they may overlap).
-- No order, and no `= ANY`, which is a join: on a few hundred rows each takes as long to plan as all the rest.
SELECT
    w.district_code,
    w.ward_code,
    coalesce(sum(w.value) FILTER (w.month BETWEEN $start AND $end), 0)::BIGINT AS value,
    coalesce(sum(w.value) FILTER (w.month BETWEEN $before_start AND $before_end), 0)::BIGINT AS previous
FROM ward_month AS w
WHERE w.series_id = $series_id
    AND list_contains($districts::VARCHAR[], w.district_code)
    AND (w.month BETWEEN $start AND $end OR w.month BETWEEN $before_start AND $before_end)
GROUP BY w.district_code, w.ward_code
