-- Spots of the same ward and method go by the number of one of them: grouping by numbers takes half the time.
-- A force at a time: its rows then lie together, and a page about it skips those of all others.
INSERT INTO outcome_month
WITH cell AS (
    SELECT
        k.spot_id,
        min(k.spot_id) OVER (PARTITION BY k.scope_id, k.district, k.ward, k.method) AS cell_id
    FROM spot_key AS k
    WHERE k.scope_id = $scope_id
)

SELECT p.series_id, c.cell_id AS spot_id, p.month, p.outcome, count(*)::INTEGER AS value
FROM place_month AS p
INNER JOIN cell AS c ON c.spot_id = p.spot_id
GROUP BY c.cell_id, p.series_id, p.month, p.outcome
