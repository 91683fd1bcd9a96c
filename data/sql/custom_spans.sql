SELECT c.series_id, c.area_code, c.first_month, c.last_month
FROM custom_span AS c
ORDER BY c.area_code, c.series_id, c.first_month
