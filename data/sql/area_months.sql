SELECT a.series_id, a.area_code, a.month, a.value
FROM area_month AS a
WHERE a.series_id = ANY($series_ids::SMALLINT[])
    AND a.area_code = ANY($area_codes::VARCHAR[])
    AND a.month BETWEEN $start AND $end
ORDER BY a.series_id, a.area_code, a.month
