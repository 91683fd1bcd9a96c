INSERT INTO version.place_month
SELECT p.series_id, m.spot_id, p.month, p.outcome
FROM touched.place_month AS p
INNER JOIN spot_match AS m ON m.touched_id = p.spot_id
ORDER BY p.month
