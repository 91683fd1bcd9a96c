-- Adjusted severities out of the department's own file: one row a casualty who did not die, and its first fault.
COPY (
    WITH line AS (
        SELECT r.*, row_number() OVER () + 1 AS row_number
        FROM read_csv(
            $file,
            columns = $columns,
            auto_detect = false,
            header = true,
            delim = ',',
            quote = '"',
            escape = '"',
            nullstr = ['', '-1', 'NULL', 'NA'],
            strict_mode = true,
            max_line_size = 65536,
            parallel = false
        ) AS r
    ),

    whole AS (
        FROM line
        UNION ALL BY NAME
        SELECT NULL::VARCHAR AS vehicle_reference
        WHERE false
    ),

    typed AS (
        SELECT
            trim(w.collision_index) AS collision_index,
            TRY_CAST(w.vehicle_reference AS INTEGER) AS vehicle,
            TRY_CAST(w.casualty_reference AS INTEGER) AS casualty,
            TRY_CAST(w.adjusted_serious AS DOUBLE) AS adjusted,
            w.row_number
        FROM whole AS w
    )

    SELECT
        t.collision_index,
        t.vehicle,
        t.casualty,
        t.adjusted,
        t.row_number,
        hash(t.collision_index, coalesce(t.vehicle, -1), t.casualty) AS row_key,
        CASE
            WHEN t.collision_index IS NULL OR t.collision_index = '' THEN 'no_index'
            WHEN NOT regexp_full_match(t.collision_index, '(19|20)\d\d\S{3,16}') THEN 'index'
            WHEN t.casualty IS NULL THEN 'no_reference'
            WHEN NOT coalesce(t.adjusted BETWEEN 0 AND 1, false) THEN 'adjusted'
        END AS fault
    FROM typed AS t
)
TO $target (FORMAT parquet, COMPRESSION zstd)
