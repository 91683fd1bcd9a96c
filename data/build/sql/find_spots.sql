-- No join here: grouping text that comes in dictionaries is quick, looking up an LSOA for every row is not.
INSERT INTO found_spot
SELECT $scope_id AS scope_id, p.lsoa, p.place FROM read_parquet($paths) AS p GROUP BY p.lsoa, p.place
