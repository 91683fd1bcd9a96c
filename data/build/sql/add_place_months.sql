-- One pass over the parts in order of month: rows of a month then lie together on disk, and a query reads its own.
INSERT INTO place_month
SELECT t.series_id, k.spot_id, p.month, coalesce(o.number, $other) AS outcome
FROM read_parquet($paths) AS p
INNER JOIN type_series AS t ON t.type = p.type AND t.source = $source
INNER JOIN spot_key AS k ON k.key = hash(p.lsoa, p.place) AND k.scope_id = $scope_id
LEFT JOIN outcome_name AS o ON o.name IS NOT DISTINCT FROM p.outcome AND o.source = $source
