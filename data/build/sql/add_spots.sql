INSERT INTO spot_key
WITH found AS (
    SELECT
        spot_hash(p.lsoa, p.place, p.longitude, p.latitude, l.lsoa IS NOT NULL) AS key,
        any_value(p.lsoa) AS lsoa,
        any_value(p.place) AS place,
        any_value(p.longitude) FILTER (l.lsoa IS NULL) AS longitude,
        any_value(p.latitude) FILTER (l.lsoa IS NULL) AS latitude,
        any_value(l.ward) AS ward,
        any_value(l.district) AS district,
        any_value(l.method) AS method
    FROM read_parquet($paths) AS p
    LEFT JOIN lsoa_place AS l ON l.lsoa = p.lsoa
    GROUP BY key
)

SELECT
    row_number() OVER (ORDER BY f.key) + $spots AS spot_id,
    $scope_id AS scope_id,
    f.key,
    coalesce(f.district, q.district) AS district,
    coalesce(f.ward, q.ward) AS ward,
    CASE
        WHEN f.district IS NOT NULL THEN f.method
        WHEN q.district IS NOT NULL THEN q.method
        WHEN f.lsoa IS NULL AND f.longitude IS NULL THEN 'no_location'
        ELSE 'outside'
    END AS method,
    f.lsoa,
    f.place
FROM found AS f
LEFT JOIN point_place AS q
    ON q.lsoa IS NOT DISTINCT FROM f.lsoa AND q.longitude = f.longitude AND q.latitude = f.latitude
