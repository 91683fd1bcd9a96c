-- One month of one force out of a street-crime CSV, as a part. Every row is taken, or the statement fails: then the build
-- goes through the file line by line. $force is NULL where the file is one of a force and month; else it and the month
-- choose their rows. Coordinates come as numbers: a cast of their text takes longer. Whether they are on the earth is seen from the
-- least and the greatest of the part, which its statistics hold: comparing every one takes longer than reading it. ASB rows have no
-- Crime ID, and exact copies are real.
COPY (
    SELECT
        CASE WHEN r.month = $month THEN $first_day::DATE ELSE error('not the month of the file') END AS month,
        r.lsoa_code AS lsoa,
        coalesce(r.crime_type, error('no crime type')) AS type,
        r.location AS place,
        r.outcome AS outcome,
        CASE
            WHEN (r.longitude IS NULL) = (r.latitude IS NULL) THEN r.longitude
            ELSE error('half a point')
        END AS longitude,
        r.latitude
    FROM read_csv(
        $file,
        columns = $columns,
        auto_detect = false,
        header = true,
        delim = ',',
        quote = '"',
        escape = '"',
        strict_mode = true,
        max_line_size = 65536,
        buffer_size = 8000000,
        parallel = $parallel
    ) AS r
    WHERE $force IS NULL OR (r.month = $month AND coalesce(r.falls_within, '') = $force)
)
TO $target (FORMAT parquet, COMPRESSION snappy, RETURN_STATS true)
