SELECT p.type, count(*) AS rows FROM read_parquet($paths) AS p GROUP BY p.type ORDER BY p.type
