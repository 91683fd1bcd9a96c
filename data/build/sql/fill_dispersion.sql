-- Dispersion of monthly counts around area mean x month effect, over the complete usual months among the last 36 of each panel.
-- E = area total x month total / total; phi = sum of (O - E)^2 / E over its degrees of freedom. Over an area's months that sum is
-- total / area total x sum of O^2 / month total - area total, so that months of nothing need no row.
-- District level: the median of the districts' own phi, each over its M - 1 (Kent 2025: 2.1, Canterbury 4.8).
-- Ward level: pooled over all wards, (M - 1)(A - 1). Never under 1: counts vary at least as Poisson's do.
INSERT INTO dispersion
WITH panel_month AS (
    SELECT c.series_id, c.panel, c.month, count(*) AS districts
    FROM covered AS c
    ANTI JOIN unusual_month AS u ON u.series_id = c.series_id AND u.month = c.month
    WHERE c.complete
    GROUP BY c.series_id, c.panel, c.month
),

full_month AS (
    SELECT p.series_id, p.panel, p.month
    FROM panel_month AS p
    QUALIFY p.districts = max(p.districts) OVER (PARTITION BY p.series_id, p.panel)
),

usual AS (
    SELECT f.series_id, f.panel, f.month
    FROM full_month AS f
    QUALIFY f.month > max(f.month) OVER (PARTITION BY f.series_id, f.panel) - INTERVAL 36 MONTH
),

district AS (SELECT DISTINCT c.series_id, c.panel, c.district_code FROM covered AS c),

unit AS (
    SELECT c.series_id, c.panel, 'district' AS level, c.district_code AS area_code FROM district AS c
    UNION ALL
    SELECT c.series_id, c.panel, 'ward' AS level, a.code AS area_code
    FROM district AS c
    INNER JOIN series AS s ON s.series_id = c.series_id AND s.ward_level
    INNER JOIN area AS a ON a.parent = c.district_code AND a.level = 'ward'
    -- What best fit moves in or out of a ward is no usual variation.
    ANTI JOIN recut_ward AS r ON r.series_id = c.series_id AND r.ward_code = a.code
),

counted AS (
    SELECT d.series_id, d.area_code, d.month, d.value FROM area_month AS d WHERE d.level = 'district'
    UNION ALL
    SELECT w.series_id, w.ward_code AS area_code, w.month, w.value FROM ward_month AS w WHERE w.ward_code IS NOT NULL
),

cell AS (
    SELECT u.series_id, u.panel, u.level, u.area_code, c.month, c.value::DOUBLE AS observed
    FROM counted AS c
    INNER JOIN unit AS u ON u.series_id = c.series_id AND u.area_code = c.area_code
    SEMI JOIN usual AS m ON m.series_id = u.series_id AND m.panel = u.panel AND m.month = c.month
    WHERE c.value > 0
),

month_sum AS (
    SELECT c.series_id, c.panel, c.level, c.month, sum(c.observed) AS observed
    FROM cell AS c
    GROUP BY c.series_id, c.panel, c.level, c.month
),

total AS (
    SELECT m.series_id, m.panel, m.level, count(*) AS months, sum(m.observed) AS observed
    FROM month_sum AS m
    GROUP BY m.series_id, m.panel, m.level
),

area_sum AS (
    SELECT
        c.series_id, c.panel, c.level, c.area_code,
        sum(c.observed) AS observed,
        sum(c.observed ** 2 / m.observed) AS shares
    FROM cell AS c
    INNER JOIN month_sum AS m
        ON m.series_id = c.series_id AND m.panel = c.panel AND m.level = c.level AND m.month = c.month
    GROUP BY c.series_id, c.panel, c.level, c.area_code
),

area_squares AS (
    SELECT
        a.series_id, a.panel, a.level, t.months,
        t.observed / a.observed * a.shares - a.observed AS squares
    FROM area_sum AS a
    INNER JOIN total AS t ON t.series_id = a.series_id AND t.panel = a.panel AND t.level = a.level
),

panel_sum AS (
    SELECT
        a.series_id, a.panel, a.level,
        count(*) AS areas,
        max(a.months) AS months,
        median(a.squares) AS middle,
        sum(a.squares) AS squares
    FROM area_squares AS a
    GROUP BY a.series_id, a.panel, a.level
    HAVING count(*) > 1 AND max(a.months) > 2
),

panel_phi AS (
    SELECT
        p.series_id, p.level, p.areas, p.months,
        CASE
            WHEN p.level = 'ward' THEN p.squares / ((p.areas - 1) * (p.months - 1))
            ELSE p.middle / (p.months - 1)
        END AS phi
    FROM panel_sum AS p
)

SELECT
    p.series_id,
    p.level,
    greatest(1, sum(p.phi * p.areas) / sum(p.areas)) AS phi,
    sum(p.areas) AS areas,
    max(p.months) AS months
FROM panel_phi AS p
GROUP BY p.series_id, p.level
