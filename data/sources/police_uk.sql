-- One month of one force out of a street-crime CSV, as a part. Only rows that are right in every column are taken:
-- the build counts them against the file's lines, and goes through the file line by line where some are missing.
-- $force is NULL where the file is known to hold one force only. ASB rows have no Crime ID, and copies are real.
COPY (
    SELECT
        ($month || '-01')::DATE AS month,
        r.lsoa_code AS lsoa,
        r.crime_type AS type,
        r.location AS place,
        r.outcome AS outcome,
        TRY_CAST(r.longitude AS DOUBLE) AS longitude,
        TRY_CAST(r.latitude AS DOUBLE) AS latitude,
        CASE WHEN r.crime_id IS NOT NULL THEN hash(r.crime_id) END AS crime_hash
    FROM read_csv(
        $file,
        columns = $columns,
        auto_detect = false,
        header = true,
        delim = ',',
        quote = '"',
        escape = '"',
        ignore_errors = true,
        max_line_size = 65536,
        buffer_size = 8000000,
        parallel = $parallel
    ) AS r
    WHERE r.month = $month
        AND ($force IS NULL OR coalesce(r.falls_within, '') = $force)
        AND r.crime_type IS NOT NULL
        AND (
            (r.longitude IS NULL AND r.latitude IS NULL)
            OR (
                TRY_CAST(r.longitude AS DOUBLE) BETWEEN -180 AND 180
                AND TRY_CAST(r.latitude AS DOUBLE) BETWEEN -90 AND 90
            )
        )
)
TO $target (FORMAT parquet, COMPRESSION snappy)
