-- How many rows of each scope lie in each district; NULL: in none.
SELECT k.scope_id, k.district, sum(p.value)::BIGINT AS rows
FROM place_month AS p
INNER JOIN spot_key AS k ON k.spot_id = p.spot_id
GROUP BY k.scope_id, k.district
ORDER BY k.scope_id, rows DESC, k.district
