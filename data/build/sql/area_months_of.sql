SELECT a.series_id, a.level, a.area_code, a.month, a.value
FROM area_month AS a
WHERE a.series_id = ANY($series_ids::SMALLINT[])
ORDER BY a.series_id, a.level, a.area_code, a.month
