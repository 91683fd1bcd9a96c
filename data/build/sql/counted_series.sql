-- The series that have rows, those that are no sums.
SELECT DISTINCT p.series_id FROM version.place_month AS p ORDER BY p.series_id
