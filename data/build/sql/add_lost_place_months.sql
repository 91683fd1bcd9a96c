INSERT INTO place_month
SELECT t.series_id, k.spot_id, l.month, coalesce(o.number, $other) AS outcome
FROM lost_row AS l
INNER JOIN type_series AS t ON t.type = l.type AND t.source = $source
INNER JOIN spot_key AS k ON k.key = hash(l.lsoa, l.place, l.longitude, l.latitude) AND k.scope_id = $scope_id
LEFT JOIN outcome_name AS o ON o.name IS NOT DISTINCT FROM l.outcome AND o.source = $source
WHERE l.scope_id = $scope_id
