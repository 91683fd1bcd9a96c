-- Rows at each named place of each LSOA of one ward.
SELECT t.lsoa, t.place, count(*) AS value
FROM place_month AS p
INNER JOIN spot AS t ON t.spot_id = p.spot_id
WHERE t.district_code = $district AND t.ward_code = $ward
    AND p.series_id IN (SELECT s.part_id FROM series_part AS s WHERE s.series_id = $series_id)
    AND p.month BETWEEN $start AND $end
GROUP BY t.lsoa, t.place
