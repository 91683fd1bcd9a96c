SELECT a.series_id, a.area_code, a.month, a.value
FROM area_month AS a
WHERE a.series_id = ANY($series_ids::SMALLINT[])
    AND list_contains($area_codes::VARCHAR[], a.area_code)
    AND a.month BETWEEN $start AND $end
