-- What outcome_counts says of an area made of $districts, by district: from what was added up for it.
WITH asked AS (
    SELECT unnest($starts::DATE[]) AS start, unnest($ends::DATE[]) AS finish
),

held AS (
    SELECT o.series_id, o.month, o.outcome, o.value
    FROM area_outcome AS o
    INNER JOIN series_part AS p ON p.part_id = o.series_id
    WHERE p.series_id = $series_id AND o.area_code = $area
        AND o.month BETWEEN least(list_min($starts::DATE[]), $first) AND greatest(list_max($ends::DATE[]), $last)
),

counted AS (
    SELECT w.start, w.finish, h.outcome, h.series_id AS part_id, sum(h.value)::BIGINT AS value
    FROM held AS h
    INNER JOIN asked AS w ON h.month BETWEEN w.start AND w.finish
    GROUP BY GROUPING SETS ((w.start, w.finish, h.outcome), (w.start, w.finish, h.outcome, h.series_id))
    UNION ALL BY NAME
    SELECT h.outcome, h.month, sum(h.value)::BIGINT AS value
    FROM held AS h
    WHERE h.month BETWEEN $first AND $last
    GROUP BY h.outcome, h.month
    UNION ALL BY NAME
    SELECT w.start, w.finish, o.outcome, o.area_code, sum(o.value)::BIGINT AS value
    FROM area_outcome AS o
    INNER JOIN asked AS w ON o.month BETWEEN w.start AND w.finish
    WHERE o.series_id = $series_id AND o.area_code = ANY($districts::VARCHAR[])
        AND o.month BETWEEN list_min($starts::DATE[]) AND list_max($ends::DATE[])
    GROUP BY w.start, w.finish, o.outcome, o.area_code
)

SELECT c.start, c.finish, g.outcome, c.part_id, c.month, c.area_code, c.value
FROM counted AS c
INNER JOIN outcome_group AS g ON g.number = c.outcome
