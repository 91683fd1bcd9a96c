-- How many rows of each scope lie in each district; NULL: in none.
SELECT p.scope_id, p.district, sum(p.value)::BIGINT AS rows
FROM place_count AS p
GROUP BY p.scope_id, p.district
ORDER BY p.scope_id, rows DESC, p.district
