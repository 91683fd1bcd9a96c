-- How many standing collisions go by each district as stated.
SELECT s.stated, sum(s.rows)::BIGINT AS rows
FROM standing_group AS s
WHERE s.kind = 'collision'
GROUP BY s.stated
