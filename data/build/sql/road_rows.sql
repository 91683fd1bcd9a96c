SELECT
    (SELECT count(*) FROM read_parquet($path) AS t) AS rows,
    (SELECT count(*) FROM read_parquet($part) AS p) AS loaded
