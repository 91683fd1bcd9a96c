-- Incidents by ward, and by the sums they are part of.
INSERT INTO ward_count
WITH leaf AS (
    SELECT p.series_id, k.district, k.ward, p.month, sum(p.value) AS value
    FROM place_month AS p
    INNER JOIN spot_key AS k ON k.spot_id = p.spot_id
    WHERE k.district IS NOT NULL
    GROUP BY p.series_id, k.district, k.ward, p.month
)

SELECT s.series_id, l.district, l.ward, l.month, sum(l.value) AS value
FROM leaf AS l
INNER JOIN series_part AS s ON s.part_id = l.series_id
GROUP BY s.series_id, l.district, l.ward, l.month
