-- What outcome_counts says of an area made of $districts, by district: from what was added up for it.
WITH asked AS (
    SELECT unnest($starts::DATE[]) AS start, unnest($ends::DATE[]) AS finish
),

of_area AS (
    SELECT w.start, w.finish, o.outcome, o.series_id, o.month, sum(o.value)::BIGINT AS value
    FROM area_outcome AS o
    INNER JOIN series_part AS p ON p.part_id = o.series_id
    INNER JOIN asked AS w ON o.month BETWEEN w.start AND w.finish
    WHERE p.series_id = $series_id AND o.area_code = $area
        AND o.month BETWEEN list_min($starts::DATE[]) AND list_max($ends::DATE[])
    GROUP BY GROUPING SETS (
        (w.start, w.finish, o.outcome),
        (w.start, w.finish, o.outcome, o.series_id),
        (w.start, w.finish, o.outcome, o.month)
    )
),

of_district AS (
    SELECT w.start, w.finish, o.outcome, o.area_code, sum(o.value)::BIGINT AS value
    FROM area_outcome AS o
    INNER JOIN asked AS w ON o.month BETWEEN w.start AND w.finish
    WHERE o.series_id = $series_id AND o.area_code = ANY($districts::VARCHAR[])
        AND o.month BETWEEN list_min($starts::DATE[]) AND list_max($ends::DATE[])
    GROUP BY w.start, w.finish, o.outcome, o.area_code
)

SELECT c.start, c.finish, g.outcome, c.series_id AS part_id, c.month, c.area_code, c.value
FROM (FROM of_area UNION ALL BY NAME FROM of_district) AS c
INNER JOIN outcome_group AS g ON g.number = c.outcome
