SELECT
    s.series_id, s.measure, s.source, s.unit, s.combine, s.months, s.ward_level, s.demonstration,
    s.first_month, s.last_month, s.last_complete, s.provisional_from
FROM series AS s
ORDER BY s.series_id
