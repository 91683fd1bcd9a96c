-- Which areas have counts by day and hour of a series: measure, source and area by breakdown.
SELECT DISTINCT s.measure, s.source, o.breakdown, o.area_code
FROM observation AS o
INNER JOIN series AS s ON s.series_id = o.series_id
WHERE o.breakdown = ANY($breakdowns::VARCHAR[])
ORDER BY s.measure, s.source, o.breakdown, o.area_code
