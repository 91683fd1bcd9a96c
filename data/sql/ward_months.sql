SELECT w.district_code, w.ward_code, w.month, w.value
FROM ward_month AS w
WHERE w.series_id = $series_id
    AND w.district_code = ANY($districts::VARCHAR[])
    AND w.month BETWEEN $start AND $end
ORDER BY w.district_code, w.ward_code, w.month
