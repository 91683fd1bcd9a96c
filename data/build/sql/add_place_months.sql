-- One pass over the parts in order of month: rows of a month then lie together on disk, and a query reads its own.
INSERT INTO place_month
SELECT t.series_id, k.spot_id, p.month
FROM read_parquet($paths) AS p
LEFT JOIN lsoa_place AS l ON l.lsoa = p.lsoa
INNER JOIN type_series AS t ON t.type = p.type AND t.source = $source
INNER JOIN spot_key AS k
    ON k.key = spot_hash(p.lsoa, p.place, p.longitude, p.latitude, l.lsoa IS NOT NULL) AND k.scope_id = $scope_id
