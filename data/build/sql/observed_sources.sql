-- Sources of which there are numbers too, not rows alone.
SELECT DISTINCT s.source FROM observation AS o INNER JOIN series AS s ON s.series_id = o.series_id ORDER BY s.source
