SELECT p.district_code, p.ward_code, p.inside, p.month, p.value
FROM part_month AS p
WHERE p.series_id = $series_id AND p.area_code = $area AND p.month BETWEEN $start AND $end
ORDER BY p.district_code, p.ward_code, p.inside, p.month
