-- Spots of the same ward and method go by the number of one of them: grouping by numbers takes half the time.
INSERT INTO place_count
WITH cell AS (
    SELECT
        k.spot_id,
        min(k.spot_id) OVER (PARTITION BY k.scope_id, k.district, k.ward, k.method) AS cell_id
    FROM spot_key AS k
),

counted AS (
    SELECT c.cell_id, p.series_id, p.month, count(*) AS value
    FROM place_month AS p
    INNER JOIN cell AS c ON c.spot_id = p.spot_id
    GROUP BY c.cell_id, p.series_id, p.month
)

SELECT k.scope_id, c.series_id, k.district, k.ward, k.method, c.month, c.value
FROM counted AS c
INNER JOIN spot_key AS k ON k.spot_id = c.cell_id
