-- One pass over the parts in order of month: rows of a month then lie together on disk, and a query reads its own.
-- Types and outcomes are looked up in maps: of text that comes in dictionaries that is one look for each word, and a join one for
-- each row.
INSERT INTO place_month
SELECT
    map($types::VARCHAR[], $series::SMALLINT[])[p.type] AS series_id,
    k.spot_id,
    p.month,
    CASE
        WHEN p.outcome IS NULL THEN $none::UTINYINT
        ELSE coalesce(map($outcomes::VARCHAR[], $numbers::UTINYINT[])[p.outcome], $other::UTINYINT)
    END AS outcome
FROM read_parquet($paths) AS p
INNER JOIN spot_key AS k ON k.key = hash(p.lsoa, p.place) AND k.scope_id = $scope_id
