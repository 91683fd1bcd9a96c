INSERT INTO casualty
SELECT
    $file_id AS file_id, p.row_number, p.collision_index, p.vehicle, p.casualty, p.severity, p.adjusted,
    CASE WHEN p.adjusted IS NOT NULL THEN $file_id END AS release,
    p.road_user, p.age_band,
    c.provisional OR $provisional OR year(c.month) >= $unpublished AS provisional
FROM read_parquet($path) AS p
INNER JOIN placed_collision AS c ON c.collision_index = p.collision_index
INNER JOIN standing_group AS s
    ON s.kind = 'casualty'
    AND s.file_id = $file_id
    AND s.force = c.force
    AND s.stated = c.stated
    AND s.month = c.month
