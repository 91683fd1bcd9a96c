-- Points of rows that their LSOA does not place.
SELECT DISTINCT p.lsoa, p.longitude, p.latitude
FROM read_parquet($paths) AS p
ANTI JOIN lsoa_place AS l ON l.lsoa = p.lsoa
WHERE p.longitude IS NOT NULL
