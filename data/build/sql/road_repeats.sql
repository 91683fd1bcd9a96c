-- Rows without a fault whose key stands in an earlier one.
COPY (
    WITH good AS (SELECT t.row_key, t.row_number FROM read_parquet($path) AS t WHERE t.fault IS NULL),

    twice AS (SELECT g.row_key, min(g.row_number) AS first FROM good AS g GROUP BY g.row_key HAVING count(*) > 1)

    SELECT g.row_number
    FROM good AS g
    INNER JOIN twice AS t ON t.row_key = g.row_key AND t.first <> g.row_number
)
TO $target (FORMAT parquet)
