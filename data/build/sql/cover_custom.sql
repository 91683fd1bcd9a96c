-- A custom area is covered where every member of the month is: its district, and for a ward of a source that gives
-- numbers its district's wards. A part of a ward has incidents only. Numbers given for the area itself count too.
INSERT INTO custom_covered
WITH member AS (
    SELECT
        m.group_code, m.member_code, m.part, m.from_month, m.to_month,
        w.code IS NOT NULL AS is_ward,
        coalesce(w.parent, m.member_code) AS district_code
    FROM membership AS m
    INNER JOIN area AS g ON g.code = m.group_code AND g.level = 'custom'
    LEFT JOIN area AS w ON w.code = m.member_code AND w.level = 'ward'
),

dated AS (
    SELECT m.group_code, m.member_code, m.part, m.is_ward, m.district_code, d.month
    FROM member AS m
    INNER JOIN (SELECT DISTINCT c.month FROM covered AS c) AS d
        ON d.month BETWEEN coalesce(m.from_month, d.month) AND coalesce(m.to_month, d.month)
),

size AS (SELECT d.group_code, d.month, count(*) AS members FROM dated AS d GROUP BY d.group_code, d.month),

row_by_row AS (
    SELECT s.series_id
    FROM series AS s
    SEMI JOIN incident_scope AS c ON c.source = s.source
),

by_ward AS (
    SELECT DISTINCT w.series_id, w.district_code, w.month
    FROM ward_count AS w
    ANTI JOIN row_by_row AS r ON r.series_id = w.series_id
    WHERE w.ward_code IS NOT NULL
    UNION
    SELECT o.series_id, a.parent AS district_code, o.period_start AS month
    FROM observation AS o
    INNER JOIN area AS a ON a.code = o.area_code AND a.level = 'ward'
    WHERE o.status = 'hidden' AND o.breakdown IS NULL AND o.category IS NULL
    UNION
    SELECT d.series_id, d.district_code, d.month FROM district_count AS d WHERE d.value = 0
),

answered AS (
    SELECT c.series_id, d.group_code, d.month, count(*) AS members
    FROM dated AS d
    INNER JOIN covered AS c ON c.district_code = d.district_code AND c.month = d.month
    LEFT JOIN row_by_row AS r ON r.series_id = c.series_id
    LEFT JOIN by_ward AS b
        ON b.series_id = c.series_id AND b.district_code = d.district_code AND b.month = d.month
    WHERE r.series_id IS NOT NULL OR (NOT d.part AND (NOT d.is_ward OR b.series_id IS NOT NULL))
    GROUP BY c.series_id, d.group_code, d.month
)

SELECT a.series_id, a.group_code, a.month
FROM answered AS a
INNER JOIN size AS s ON s.group_code = a.group_code AND s.month = a.month AND s.members = a.members
UNION
SELECT g.series_id, g.area_code, g.month
FROM group_count AS g
INNER JOIN area AS a ON a.code = g.area_code AND a.level = 'custom'
