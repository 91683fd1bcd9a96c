INSERT INTO lost_row
WITH lost AS (
    SELECT p.type, p.month, p.lsoa, p.place, p.outcome, p.longitude, p.latitude
    FROM read_parquet($paths) AS p
    WHERE p.lsoa IS NULL
    UNION ALL
    SELECT p.type, p.month, p.lsoa, p.place, p.outcome, p.longitude, p.latitude
    FROM read_parquet($paths) AS p
    SEMI JOIN lost_lsoa AS u ON u.lsoa = p.lsoa
)

SELECT $scope_id AS scope_id, l.type, l.month, l.lsoa, l.place, l.outcome, l.longitude, l.latitude FROM lost AS l
