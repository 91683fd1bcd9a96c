-- Rows at each named place of each LSOA, by ward, for a custom area of LSOAs: the caller knows which are its own.
SELECT t.district_code, t.ward_code, t.lsoa, t.place, count(*) AS value
FROM place_month AS p
INNER JOIN spot AS t ON t.spot_id = p.spot_id
WHERE t.district_code = ANY($districts::VARCHAR[])
    AND p.series_id IN (SELECT s.part_id FROM series_part AS s WHERE s.series_id = $series_id)
    AND p.month BETWEEN $start AND $end
GROUP BY t.district_code, t.ward_code, t.lsoa, t.place
