-- Incidents of the custom areas that have LSOAs among their members: one pass over the spots that may be theirs.
INSERT INTO part_month
WITH cut AS (SELECT DISTINCT c.group_code FROM custom_lsoa AS c),

member AS (
    SELECT m.group_code, m.member_code, m.part, m.from_month, m.to_month
    FROM membership AS m
    SEMI JOIN cut AS c ON c.group_code = m.group_code
),

whole AS (
    SELECT m.group_code, s.spot_id, m.from_month, m.to_month
    FROM member AS m
    INNER JOIN spot AS s ON m.member_code IN (s.ward_code, s.district_code)
    WHERE NOT m.part
),

by_lsoa AS (
    SELECT c.group_code, s.spot_id, c.inside, c.from_month, c.to_month
    FROM custom_lsoa AS c
    INNER JOIN spot AS s ON s.lsoa = c.lsoa AND s.district_code IS NOT NULL
),

-- Without a known LSOA, in a ward that the area has a part of, or in no ward of its district.
by_ward AS (
    SELECT DISTINCT m.group_code, s.spot_id
    FROM member AS m
    INNER JOIN area AS a ON a.code = m.member_code
    INNER JOIN spot AS s
        ON s.district_code = coalesce(a.parent, a.code)
        AND (s.ward_code IS NULL OR s.ward_code = m.member_code)
    WHERE m.part
        AND (s.lsoa IS NULL OR NOT list_contains($split::VARCHAR[], s.lsoa))
        AND NOT EXISTS (SELECT 1 FROM lsoa_place AS l WHERE l.lsoa = s.lsoa)
),

spotted AS (
    SELECT w.group_code, w.spot_id, true AS inside, w.from_month, w.to_month FROM whole AS w
    UNION ALL
    SELECT b.group_code, b.spot_id, b.inside, b.from_month, b.to_month
    FROM by_lsoa AS b
    ANTI JOIN whole AS w ON w.group_code = b.group_code AND w.spot_id = b.spot_id
    UNION ALL
    SELECT b.group_code, b.spot_id, false AS inside, NULL AS from_month, NULL AS to_month
    FROM by_ward AS b
    ANTI JOIN whole AS w ON w.group_code = b.group_code AND w.spot_id = b.spot_id
    ANTI JOIN by_lsoa AS l ON l.group_code = b.group_code AND l.spot_id = b.spot_id
)

SELECT r.series_id, f.group_code, s.district_code, s.ward_code, f.inside, p.month, count(*) AS value
FROM spotted AS f
INNER JOIN spot AS s ON s.spot_id = f.spot_id
INNER JOIN place_month AS p ON p.spot_id = f.spot_id
INNER JOIN series_part AS r ON r.part_id = p.series_id
WHERE p.month BETWEEN coalesce(f.from_month, p.month) AND coalesce(f.to_month, p.month)
GROUP BY r.series_id, f.group_code, s.district_code, s.ward_code, f.inside, p.month
