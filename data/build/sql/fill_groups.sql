-- Groups of districts, in the months in which every member is covered: a gap in one is no zero. What came for a group as a
-- whole stands where its members do not add up to it.
INSERT INTO area_month
WITH member AS (
    SELECT m.group_code, g.level, m.member_code AS district_code
    FROM membership AS m
    INNER JOIN area AS g ON g.code = m.group_code AND g.level NOT IN ('district', 'custom')
),

size AS (SELECT m.group_code, count(*) AS members FROM member AS m GROUP BY m.group_code),

complete AS (
    SELECT c.series_id, m.group_code, c.month
    FROM covered AS c
    INNER JOIN member AS m ON m.district_code = c.district_code
    INNER JOIN size AS n ON n.group_code = m.group_code
    GROUP BY c.series_id, m.group_code, c.month, n.members
    HAVING count(*) = n.members
),

added AS (
    SELECT c.series_id, m.level, m.group_code AS area_code, c.month, sum(c.value) AS value
    FROM district_count AS c
    INNER JOIN member AS m ON m.district_code = c.district_code
    SEMI JOIN complete AS f ON f.series_id = c.series_id AND f.group_code = m.group_code AND f.month = c.month
    GROUP BY c.series_id, m.level, m.group_code, c.month
),

whole AS (
    SELECT g.series_id, a.level, g.area_code, g.month, g.value
    FROM group_count AS g
    INNER JOIN area AS a ON a.code = g.area_code
    ANTI JOIN added AS d ON d.series_id = g.series_id AND d.area_code = g.area_code AND d.month = g.month
)

SELECT n.series_id, n.level, n.area_code, n.month, n.value
FROM (FROM added UNION ALL FROM whole) AS n
ANTI JOIN area_month AS a ON a.series_id = n.series_id AND a.area_code = n.area_code AND a.month = n.month
WHERE n.value <> 0
ORDER BY n.series_id, n.month, n.area_code
