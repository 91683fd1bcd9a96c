INSERT INTO version.ward_month BY NAME FROM touched.ward_month AS t ORDER BY t.series_id, t.district_code, t.month
