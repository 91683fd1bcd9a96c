-- Where the incidents of each LSOA lie.
SELECT DISTINCT p.lsoa, p.longitude, p.latitude
FROM read_parquet($paths) AS p
WHERE p.lsoa IS NOT NULL AND p.longitude IS NOT NULL
