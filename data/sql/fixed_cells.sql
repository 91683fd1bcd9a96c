-- Cells whose fixed period lies within $start to $end: one window of wards, or the quarters in it of areas.
SELECT
    c.audience, c.series_id, c.form, c.level, c.area_code, c.parent, c.period_start, c.period_end, c.status, c.value
FROM fixed_cell AS c
WHERE c.audience = $audience
    AND c.series_id = $series_id
    AND c.form = ANY($forms::VARCHAR[])
    AND c.area_code = ANY($area_codes::VARCHAR[])
    AND c.period_start >= $start
    AND c.period_end <= $end
ORDER BY c.form, c.area_code, c.period_start, c.period_end
