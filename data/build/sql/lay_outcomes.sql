INSERT INTO version.outcome_month
SELECT p.series_id, m.spot_id, p.month, p.outcome, p.value
FROM touched.outcome_month AS p
INNER JOIN spot_match AS m ON m.touched_id = p.spot_id
ORDER BY m.spot_id
