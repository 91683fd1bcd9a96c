-- Dispersion of monthly counts around area mean x month effect, over the complete usual months among the last 36 of each panel.
-- E = area total x month total / total; phi = sum of (O - E)^2 / E over its degrees of freedom.
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

unit AS (
    SELECT DISTINCT c.series_id, c.panel, 'district' AS level, c.district_code AS area_code FROM covered AS c
    UNION ALL
    SELECT DISTINCT c.series_id, c.panel, 'ward' AS level, a.code AS area_code
    FROM covered AS c
    INNER JOIN series AS s ON s.series_id = c.series_id AND s.ward_level
    INNER JOIN area AS a ON a.parent = c.district_code AND a.level = 'ward'
),

counted AS (
    SELECT d.series_id, d.district_code AS area_code, d.month, d.value FROM district_count AS d
    UNION ALL
    SELECT w.series_id, w.ward_code AS area_code, w.month, w.value FROM ward_count AS w WHERE w.ward_code IS NOT NULL
),

cell AS (
    SELECT u.series_id, u.panel, u.level, u.area_code, m.month, coalesce(c.value, 0)::DOUBLE AS observed
    FROM unit AS u
    INNER JOIN usual AS m ON m.series_id = u.series_id AND m.panel = u.panel
    LEFT JOIN counted AS c ON c.series_id = u.series_id AND c.area_code = u.area_code AND c.month = m.month
),

expected AS (
    SELECT
        c.*,
        sum(c.observed) OVER (PARTITION BY c.series_id, c.panel, c.level, c.area_code)
        * sum(c.observed) OVER (PARTITION BY c.series_id, c.panel, c.level, c.month)
        / nullif(sum(c.observed) OVER (PARTITION BY c.series_id, c.panel, c.level), 0) AS expected
    FROM cell AS c
),

area_sum AS (
    SELECT
        e.series_id, e.panel, e.level, e.area_code,
        count(*) AS months,
        sum((e.observed - e.expected) ** 2 / e.expected) AS squares
    FROM expected AS e
    WHERE e.expected > 0
    GROUP BY e.series_id, e.panel, e.level, e.area_code
),

panel_sum AS (
    SELECT
        a.series_id, a.panel, a.level,
        count(*) AS areas,
        max(a.months) AS months,
        median(a.squares) AS middle,
        sum(a.squares) AS squares
    FROM area_sum AS a
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
