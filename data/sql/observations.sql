SELECT
    s.measure, s.source, o.series_id, o.area_code, o.period_start, o.period_end, o.breakdown, o.category,
    o.value, o.numerator, o.denominator, o.status, o.note, o.file_id, o.row_number
FROM observation AS o
INNER JOIN series AS s ON s.series_id = o.series_id
WHERE o.area_code = ANY($area_codes::VARCHAR[]) AND s.measure = ANY($measures::VARCHAR[])
    AND (o.breakdown IS NULL OR NOT list_contains($without::VARCHAR[], o.breakdown))
ORDER BY o.series_id, o.area_code, o.period_start, o.period_end, o.breakdown, o.category, o.file_id, o.row_number
