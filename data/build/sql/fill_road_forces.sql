-- A force with casualties in none of its districts: these and its districts, where every one of them is covered.
INSERT INTO area_month
WITH member AS (
    SELECT m.group_code, m.member_code, count(*) OVER (PARTITION BY m.group_code) AS members
    FROM membership AS m
    SEMI JOIN force_unplaced AS u ON u.area_code = m.group_code
),

located AS (
    SELECT c.series_id, m.group_code, c.month, sum(coalesce(d.value, 0)) AS value
    FROM covered AS c
    INNER JOIN member AS m ON m.member_code = c.district_code
    LEFT JOIN district_count AS d
        ON d.series_id = c.series_id AND d.district_code = c.district_code AND d.month = c.month
    GROUP BY c.series_id, m.group_code, c.month, m.members
    HAVING count(*) = m.members
)

SELECT u.series_id, 'force' AS level, u.area_code, u.month, u.value + l.value AS value
FROM force_unplaced AS u
INNER JOIN located AS l ON l.series_id = u.series_id AND l.group_code = u.area_code AND l.month = u.month
