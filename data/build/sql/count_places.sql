INSERT INTO place_count
WITH counted AS (
    SELECT o.spot_id, o.series_id, o.month, sum(o.value)::BIGINT AS value
    FROM outcome_month AS o
    GROUP BY o.spot_id, o.series_id, o.month
)

SELECT k.scope_id, c.series_id, k.district, k.ward, k.method, c.month, c.value
FROM counted AS c
INNER JOIN spot_key AS k ON k.spot_id = c.spot_id
