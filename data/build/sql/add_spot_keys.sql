INSERT INTO spot_key
WITH lost AS (SELECT DISTINCT r.scope_id, r.lsoa, r.place, r.longitude, r.latitude FROM lost_row AS r),

spot AS (
    SELECT f.scope_id, hash(f.lsoa, f.place) AS key, l.district, l.ward, l.method, f.lsoa, f.place
    FROM found_spot AS f
    INNER JOIN lsoa_place AS l ON l.lsoa = f.lsoa
    UNION ALL
    SELECT
        f.scope_id,
        hash(f.lsoa, f.place, f.longitude, f.latitude) AS key,
        q.district,
        q.ward,
        CASE
            WHEN q.district IS NOT NULL THEN q.method
            WHEN f.lsoa IS NULL AND f.longitude IS NULL THEN 'no_location'
            ELSE 'outside'
        END AS method,
        f.lsoa,
        f.place
    FROM lost AS f
    LEFT JOIN point_place AS q
        ON q.lsoa IS NOT DISTINCT FROM f.lsoa AND q.longitude = f.longitude AND q.latitude = f.latitude
)

SELECT
    row_number() OVER (ORDER BY s.scope_id, s.key) AS spot_id,
    s.scope_id, s.key, s.district, s.ward, s.method, s.lsoa, s.place
FROM spot AS s
