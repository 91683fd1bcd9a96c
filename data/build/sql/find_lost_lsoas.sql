INSERT INTO lost_lsoa
SELECT DISTINCT f.lsoa
FROM found_spot AS f
ANTI JOIN lsoa_place AS l ON l.lsoa = f.lsoa
WHERE f.lsoa IS NOT NULL
