INSERT INTO ward_month
SELECT w.series_id, w.district_code, w.ward_code, w.month, w.value
FROM ward_count AS w
WHERE w.value <> 0
ORDER BY w.series_id, w.district_code, w.month
