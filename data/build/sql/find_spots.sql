-- No join here: looking up an LSOA for every row takes long. Grouping by one number is quicker than by two texts.
INSERT INTO found_spot
SELECT $scope_id AS scope_id, any_value(p.lsoa) AS lsoa, any_value(p.place) AS place
FROM read_parquet($paths) AS p
GROUP BY hash(p.lsoa, p.place)
