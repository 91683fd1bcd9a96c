SELECT w.series_id, w.district_code, w.ward_code, w.month, w.value
FROM ward_month AS w
WHERE w.series_id = ANY($series_ids::SMALLINT[])
ORDER BY w.series_id, w.district_code, w.ward_code, w.month
