INSERT INTO area_month
SELECT d.series_id, 'district' AS level, d.district_code, d.month, d.value
FROM district_count AS d
WHERE d.value <> 0
ORDER BY d.series_id, d.month, d.district_code
