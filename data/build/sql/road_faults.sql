SELECT t.row_number, coalesce(t.fault, 'again') AS fault
FROM read_parquet($path) AS t
LEFT JOIN read_parquet($again) AS a ON a.row_number = t.row_number
WHERE t.fault IS NOT NULL OR a.row_number IS NOT NULL
ORDER BY t.row_number
