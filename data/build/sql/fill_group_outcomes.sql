-- Outcomes of the areas made of several districts, from those of their districts. Not of those that months or wards limit.
INSERT INTO area_outcome
WITH made_of_districts AS (
    SELECT m.group_code
    FROM membership AS m
    INNER JOIN area AS a ON a.code = m.member_code
    GROUP BY m.group_code
    HAVING count(*) > 1 AND bool_and(a.level = 'district' AND NOT m.part AND m.from_month IS NULL AND m.to_month IS NULL)
)

SELECT o.series_id, m.group_code AS area_code, o.month, o.outcome, sum(o.value)::INTEGER AS value
FROM area_outcome AS o
INNER JOIN membership AS m ON m.member_code = o.area_code
SEMI JOIN made_of_districts AS g ON g.group_code = m.group_code
GROUP BY o.series_id, m.group_code, o.month, o.outcome
ORDER BY o.series_id, o.month
