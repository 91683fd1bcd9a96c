-- The months for which collision files speak of a district: those in which they have rows of its police force, in a year
-- in which they have rows of the district. Complete: every casualty that the collisions state is there. A month without
-- collisions is one in which nobody was hurt only where the force has casualties in it at all.
INSERT INTO road_month
WITH force_month AS (
    SELECT DISTINCT s.file_id, s.force, s.month FROM standing_group AS s WHERE s.kind = 'collision'
),

district_year AS (
    SELECT DISTINCT c.file_id, c.force, year(c.month) AS year, c.district
    FROM placed_collision AS c
    WHERE c.district IS NOT NULL
),

spoken AS (
    SELECT DISTINCT d.district, m.month, d.force
    FROM district_year AS d
    INNER JOIN force_month AS m ON m.file_id = d.file_id AND m.force = d.force AND year(m.month) = d.year
),

hurt AS (SELECT p.collision_index, count(*) AS found FROM casualty AS p GROUP BY p.collision_index),

happened AS (
    SELECT
        c.district, c.month,
        sum(coalesce(c.casualties, h.found, 1)) AS stated,
        sum(coalesce(h.found, 0)) AS found
    FROM placed_collision AS c
    LEFT JOIN hurt AS h ON h.collision_index = c.collision_index
    WHERE c.district IS NOT NULL
    GROUP BY c.district, c.month
),

counted AS (SELECT DISTINCT s.force, s.month FROM standing_group AS s WHERE s.kind = 'casualty'),

said AS (
    SELECT
        s.district, s.month,
        coalesce(any_value(h.stated), 0)::BIGINT AS stated,
        coalesce(any_value(h.found), 0)::BIGINT AS found,
        bool_or(n.force IS NOT NULL) AS counted
    FROM spoken AS s
    LEFT JOIN happened AS h ON h.district = s.district AND h.month = s.month
    LEFT JOIN counted AS n ON n.force = s.force AND n.month = s.month
    GROUP BY s.district, s.month
),

span AS (
    SELECT s.district, unnest(generate_series(min(s.month), max(s.month), INTERVAL 1 MONTH))::DATE AS month
    FROM said AS s
    GROUP BY s.district
)

SELECT
    p.district, p.month,
    coalesce(s.stated, 0) AS stated,
    coalesce(s.found, 0) AS found,
    CASE
        WHEN s.counted AND s.found >= s.stated THEN 'complete'
        WHEN s.found > 0 THEN 'partial'
        ELSE 'missing'
    END AS status
FROM span AS p
LEFT JOIN said AS s ON s.district = p.district AND s.month = p.month
