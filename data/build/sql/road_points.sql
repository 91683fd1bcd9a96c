-- The standing collisions of a part that may lie in the store: by the district stated, by the LSOA, or by a point in the
-- box around its wards; and those without any place.
SELECT
    c.collision_index, c.file_id, c.force, c.stated, c.month,
    isodow(p.date) - 1 AS weekday,
    p.hour, p.road, p.casualties, p.lsoa, p.longitude, p.latitude, p.easting, p.northing
FROM read_parquet($path) AS p
INNER JOIN collision AS c ON c.collision_index = p.collision_index AND c.file_id = $file_id
WHERE c.stated IN (SELECT a.code FROM area AS a WHERE a.level = 'district')
    OR p.lsoa IN (SELECT l.lsoa FROM lsoa_place AS l)
    OR p.longitude BETWEEN $west AND $east AND p.latitude BETWEEN $south AND $north
    OR p.longitude IS NULL AND p.easting BETWEEN $west_m AND $east_m AND p.northing BETWEEN $south_m AND $north_m
    OR c.stated = '' AND p.lsoa IS NULL AND p.longitude IS NULL AND p.easting IS NULL
