-- Incidents by ward, and by the sums they are part of.
INSERT INTO ward_count
SELECT s.series_id, p.district, p.ward, p.month, sum(p.value) AS value
FROM place_count AS p
INNER JOIN series_part AS s ON s.part_id = p.series_id
WHERE p.district IS NOT NULL
GROUP BY s.series_id, p.district, p.ward, p.month
