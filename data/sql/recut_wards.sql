SELECT r.series_id, r.ward_code, r.year, r.first_month, r.last_month, r.error, r.supplied
FROM recut_ward AS r
ORDER BY r.series_id, r.ward_code, r.first_month
