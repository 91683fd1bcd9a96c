-- Rows of a part with half a point, or with one that is not on the earth.
SELECT count(*) AS rows
FROM read_parquet($path) AS p
WHERE (p.longitude IS NULL) <> (p.latitude IS NULL)
    OR NOT (p.longitude BETWEEN -180 AND 180)
    OR NOT (p.latitude BETWEEN -90 AND 90)
