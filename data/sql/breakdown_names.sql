-- Which breakdowns the months of each series come in.
SELECT DISTINCT o.series_id, o.breakdown
FROM observation AS o
INNER JOIN series AS s ON s.series_id = o.series_id
WHERE s.months AND o.breakdown IS NOT NULL AND o.category IS NOT NULL AND o.status <> 'published'
ORDER BY o.series_id, o.breakdown
