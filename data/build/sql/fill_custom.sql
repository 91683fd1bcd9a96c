-- Custom areas: the sum of their wards and districts, or of the incidents inside where LSOAs are among the members.
INSERT INTO area_month
WITH cut AS (SELECT DISTINCT c.group_code FROM custom_lsoa AS c),

member AS (
    SELECT m.group_code, m.member_code, m.from_month, m.to_month
    FROM membership AS m
    INNER JOIN area AS g ON g.code = m.group_code AND g.level = 'custom'
    ANTI JOIN cut AS c ON c.group_code = m.group_code
),

counted AS (
    SELECT d.series_id, d.district_code AS member_code, d.month, d.value FROM district_count AS d
    UNION ALL
    SELECT w.series_id, w.ward_code AS member_code, w.month, w.value FROM ward_count AS w WHERE w.ward_code IS NOT NULL
),

added AS (
    SELECT c.series_id, m.group_code AS area_code, c.month, sum(c.value) AS value
    FROM counted AS c
    INNER JOIN member AS m
        ON m.member_code = c.member_code
        AND c.month BETWEEN coalesce(m.from_month, c.month) AND coalesce(m.to_month, c.month)
    GROUP BY c.series_id, m.group_code, c.month
    UNION ALL
    SELECT p.series_id, p.area_code, p.month, sum(p.value) AS value
    FROM part_month AS p
    WHERE p.inside
    GROUP BY p.series_id, p.area_code, p.month
)

SELECT a.series_id, 'custom' AS level, a.area_code, a.month, a.value
FROM added AS a
SEMI JOIN custom_covered AS c ON c.series_id = a.series_id AND c.area_code = a.area_code AND c.month = a.month
WHERE a.value <> 0
ORDER BY a.series_id, a.month, a.area_code
