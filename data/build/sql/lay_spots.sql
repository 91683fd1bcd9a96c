INSERT INTO version.spot
SELECT m.spot_id, t.district_code, t.ward_code, t.lsoa, t.place
FROM touched.spot AS t
INNER JOIN spot_match AS m ON m.touched_id = t.spot_id AND m.is_new
ORDER BY m.spot_id
