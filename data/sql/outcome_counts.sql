-- Incidents by what became of them: in each of some windows in all, by type, and by ward or district; by month from $first to
-- $last. Of those four a row names the one it is by. $wards NULL: every ward, and what is in none.
WITH asked AS (
    SELECT unnest($starts::DATE[]) AS start, unnest($ends::DATE[]) AS finish, false AS by_month
    UNION ALL
    SELECT $first::DATE, $last::DATE, true
),

place AS (
    SELECT
        s.spot_id,
        CASE WHEN $by_ward THEN coalesce(s.ward_code, '') ELSE s.district_code END AS area_code
    FROM spot AS s
    WHERE s.district_code = ANY($districts::VARCHAR[])
        AND ($wards::VARCHAR[] IS NULL OR s.ward_code = ANY($wards::VARCHAR[]))
),

found AS (
    SELECT o.series_id, o.month, o.outcome, o.value, s.area_code
    FROM outcome_month AS o
    INNER JOIN series_part AS p ON p.part_id = o.series_id
    INNER JOIN place AS s ON s.spot_id = o.spot_id
    WHERE p.series_id = $series_id
        AND o.month BETWEEN least(list_min($starts::DATE[]), $first) AND greatest(list_max($ends::DATE[]), $last)
),

counted AS (
    SELECT w.by_month, w.start, w.finish, f.outcome, f.series_id, f.month, f.area_code, sum(f.value)::BIGINT AS value
    FROM found AS f
    INNER JOIN asked AS w ON f.month BETWEEN w.start AND w.finish
    GROUP BY GROUPING SETS (
        (w.by_month, w.start, w.finish, f.outcome),
        (w.by_month, w.start, w.finish, f.outcome, f.series_id),
        (w.by_month, w.start, w.finish, f.outcome, f.month),
        (w.by_month, w.start, w.finish, f.outcome, f.area_code)
    )
    HAVING w.by_month = (f.month IS NOT NULL)
)

SELECT c.start, c.finish, g.outcome, c.series_id AS part_id, c.month, c.area_code, c.value
FROM counted AS c
INNER JOIN outcome_group AS g ON g.number = c.outcome
