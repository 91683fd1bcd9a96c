INSERT INTO place_month
SELECT
    map($types::VARCHAR[], $series::SMALLINT[])[l.type] AS series_id,
    k.spot_id,
    l.month,
    CASE
        WHEN l.outcome IS NULL THEN $none::UTINYINT
        ELSE coalesce(map($outcomes::VARCHAR[], $numbers::UTINYINT[])[l.outcome], $other::UTINYINT)
    END AS outcome
FROM lost_row AS l
INNER JOIN spot_key AS k ON k.key = hash(l.lsoa, l.place, l.longitude, l.latitude) AND k.scope_id = $scope_id
WHERE l.scope_id = $scope_id
