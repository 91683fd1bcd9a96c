-- Casualties out of a STATS19 file of any layout: what is needed of each row, and its first fault. Severity goes by the
-- name of the measure it counts in; road users and ages by the groups that the department reports.
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
        SELECT
            NULL::VARCHAR AS vehicle_reference,
            NULL::VARCHAR AS age_of_casualty,
            NULL::VARCHAR AS age_band_of_casualty,
            NULL::VARCHAR AS casualty_type,
            NULL::VARCHAR AS adjusted_serious
        WHERE false
    ),

    typed AS (
        SELECT
            trim(w.collision_index) AS collision_index,
            TRY_CAST(w.vehicle_reference AS INTEGER) AS vehicle,
            TRY_CAST(w.casualty_reference AS INTEGER) AS casualty,
            CASE lower(trim(w.casualty_severity))
                WHEN '1' THEN 'killed'
                WHEN 'fatal' THEN 'killed'
                WHEN '2' THEN 'seriously_injured'
                WHEN 'serious' THEN 'seriously_injured'
                WHEN '3' THEN 'slightly_injured'
                WHEN 'slight' THEN 'slightly_injured'
            END AS severity,
            TRY_CAST(w.casualty_type AS INTEGER) AS type,
            TRY_CAST(w.age_of_casualty AS INTEGER) AS age,
            TRY_CAST(w.age_band_of_casualty AS INTEGER) AS band,
            w.adjusted_serious IS NOT NULL AS is_adjusted,
            TRY_CAST(w.adjusted_serious AS DOUBLE) AS adjusted,
            w.row_number
        FROM whole AS w
    )

    SELECT
        t.collision_index,
        t.vehicle,
        t.casualty,
        t.severity,
        CASE WHEN t.is_adjusted THEN t.adjusted END AS adjusted,
        CASE
            WHEN t.type = 0 THEN 'pedestrian'
            WHEN t.type = 1 THEN 'pedal cyclist'
            WHEN t.type IN (2, 3, 4, 5, 23, 97, 103, 104, 105, 106) THEN 'motorcyclist'
            WHEN t.type IN (8, 9, 108, 109) THEN 'car occupant'
            WHEN t.type = 99 OR t.type IS NULL THEN 'not known'
            ELSE 'other road user'
        END AS road_user,
        CASE
            WHEN t.band BETWEEN 1 AND 3 OR t.band IS NULL AND t.age BETWEEN 0 AND 15 THEN '0 to 15'
            WHEN t.band BETWEEN 4 AND 5 OR t.band IS NULL AND t.age BETWEEN 16 AND 25 THEN '16 to 25'
            WHEN t.band BETWEEN 6 AND 9 OR t.band IS NULL AND t.age BETWEEN 26 AND 65 THEN '26 to 65'
            WHEN t.band BETWEEN 10 AND 11 OR t.band IS NULL AND t.age > 65 THEN '66 and over'
            ELSE 'not known'
        END AS age_band,
        t.row_number,
        CASE
            WHEN t.casualty IS NULL THEN hash(t.row_number)
            ELSE hash(t.collision_index, coalesce(t.vehicle, -1), t.casualty)
        END AS row_key,
        CASE
            WHEN t.collision_index IS NULL OR t.collision_index = '' THEN 'no_index'
            WHEN NOT regexp_full_match(t.collision_index, '(19|20)\d\d\S{3,16}') THEN 'index'
            WHEN t.severity IS NULL THEN 'severity'
            WHEN t.is_adjusted AND NOT coalesce(t.adjusted BETWEEN 0 AND 1, false) THEN 'adjusted'
        END AS fault
    FROM typed AS t
)
TO $target (FORMAT parquet, COMPRESSION zstd)
