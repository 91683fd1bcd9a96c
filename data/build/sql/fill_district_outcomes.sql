-- Outcomes of districts, and the sums of series. By series and month: whoever asks for one series skips all others.
INSERT INTO area_outcome
WITH counted AS (
    SELECT o.series_id, s.district_code, o.month, o.outcome, sum(o.value) AS value
    FROM outcome_month AS o
    INNER JOIN spot AS s ON s.spot_id = o.spot_id
    WHERE s.district_code IS NOT NULL
    GROUP BY o.series_id, s.district_code, o.month, o.outcome
),

summed AS (
    SELECT p.series_id, c.district_code, c.month, c.outcome, sum(c.value) AS value
    FROM counted AS c
    INNER JOIN series_part AS p ON p.part_id = c.series_id AND p.series_id <> c.series_id
    GROUP BY p.series_id, c.district_code, c.month, c.outcome
)

SELECT a.series_id, a.district_code, a.month, a.outcome, a.value::INTEGER AS value
FROM (FROM counted UNION ALL FROM summed) AS a
ORDER BY a.series_id, a.month
