SELECT r.series_id, r.year, r.words FROM recut_series AS r ORDER BY r.series_id, r.year
