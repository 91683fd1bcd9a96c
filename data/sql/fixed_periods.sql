SELECT DISTINCT c.period_start, c.period_end
FROM fixed_cell AS c
WHERE c.audience = $audience AND c.series_id = $series_id AND c.form = $form
ORDER BY c.period_start, c.period_end
