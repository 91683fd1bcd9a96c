INSERT INTO road_group
SELECT
    'collision' AS kind,
    $file_id AS file_id,
    substring(p.collision_index, 5, 2) AS force,
    coalesce(f.district, p.district, '') AS stated,
    date_trunc('month', p.date)::DATE AS month,
    count(*) AS rows
FROM read_parquet($path) AS p
LEFT JOIN former_code AS f ON f.code = p.district
GROUP BY ALL
