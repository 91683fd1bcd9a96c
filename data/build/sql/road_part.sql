COPY (
    SELECT t.* EXCLUDE (row_key, fault)
    FROM read_parquet($path) AS t
    ANTI JOIN read_parquet($again) AS a ON a.row_number = t.row_number
    WHERE t.fault IS NULL
)
TO $target (FORMAT parquet, COMPRESSION zstd)
