SELECT m.district, m.month, m.stated, m.found, m.status FROM road_month AS m ORDER BY m.district, m.month
