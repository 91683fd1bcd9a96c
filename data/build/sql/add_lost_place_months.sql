INSERT INTO place_month
SELECT t.series_id, k.spot_id, l.month
FROM lost_row AS l
INNER JOIN type_series AS t ON t.type = l.type AND t.source = $source
INNER JOIN spot_key AS k ON k.key = hash(l.lsoa, l.place, l.longitude, l.latitude) AND k.scope_id = $scope_id
WHERE l.scope_id = $scope_id
