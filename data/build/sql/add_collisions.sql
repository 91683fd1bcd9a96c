INSERT INTO collision
SELECT p.collision_index, s.file_id, s.force, s.stated, s.month
FROM read_parquet($path) AS p
LEFT JOIN former_code AS f ON f.code = p.district
INNER JOIN standing_group AS s
    ON s.kind = 'collision'
    AND s.file_id = $file_id
    AND s.force = substring(p.collision_index, 5, 2)
    AND s.stated = coalesce(f.district, p.district, '')
    AND s.month = date_trunc('month', p.date)::DATE
