-- Collisions out of a STATS19 file of any layout: what is needed of each row, and its first fault. A column that a layout
-- lacks is NULL. -1 is missing. Old files give a district by the department's own number, newer ones by its code.
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
            NULL::VARCHAR AS time,
            NULL::VARCHAR AS longitude,
            NULL::VARCHAR AS latitude,
            NULL::VARCHAR AS location_easting_osgr,
            NULL::VARCHAR AS location_northing_osgr,
            NULL::VARCHAR AS local_authority_district,
            NULL::VARCHAR AS local_authority_ons_district,
            NULL::VARCHAR AS trunk_road_flag,
            NULL::VARCHAR AS lsoa_of_collision_location
        WHERE false
    ),

    typed AS (
        SELECT
            trim(w.collision_index) AS collision_index,
            try_strptime(trim(w.date), ['%d/%m/%Y', '%Y-%m-%d'])::DATE AS date,
            CASE
                WHEN regexp_full_match(trim(w.time), '([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?')
                    THEN split_part(trim(w.time), ':', 1)::UTINYINT
            END AS hour,
            trim(w.lsoa_of_collision_location) AS lsoa,
            trim(coalesce(w.local_authority_ons_district, w.local_authority_district)) AS district,
            CASE trim(w.trunk_road_flag) WHEN '1' THEN 'trunk' WHEN '2' THEN 'local' END AS road,
            TRY_CAST(w.number_of_casualties AS INTEGER) AS casualties,
            TRY_CAST(w.longitude AS DOUBLE) AS longitude,
            TRY_CAST(w.latitude AS DOUBLE) AS latitude,
            TRY_CAST(w.location_easting_osgr AS DOUBLE) AS easting,
            TRY_CAST(w.location_northing_osgr AS DOUBLE) AS northing,
            w.longitude IS NOT NULL AND w.latitude IS NOT NULL AS in_degrees,
            w.location_easting_osgr IS NOT NULL AND w.location_northing_osgr IS NOT NULL AS in_metres,
            w.row_number
        FROM whole AS w
    )

    SELECT
        t.collision_index,
        t.date,
        t.hour,
        t.lsoa,
        t.district,
        t.road,
        t.casualties,
        CASE WHEN t.in_degrees THEN t.longitude END AS longitude,
        CASE WHEN t.in_degrees THEN t.latitude END AS latitude,
        CASE WHEN t.in_metres THEN t.easting END AS easting,
        CASE WHEN t.in_metres THEN t.northing END AS northing,
        t.row_number,
        hash(t.collision_index) AS row_key,
        CASE
            WHEN t.collision_index IS NULL OR t.collision_index = '' THEN 'no_index'
            WHEN NOT regexp_full_match(t.collision_index, '(19|20)\d\d\S{3,16}') THEN 'index'
            WHEN t.date IS NULL THEN 'date'
            WHEN t.date > $today::DATE THEN 'future'
            WHEN t.in_degrees AND NOT coalesce(abs(t.longitude) <= 180 AND abs(t.latitude) <= 90, false) THEN 'point'
            WHEN t.in_metres AND NOT coalesce(abs(t.easting) < 2e6 AND abs(t.northing) < 2e6, false) THEN 'point'
        END AS fault
    FROM typed AS t
)
TO $target (FORMAT parquet, COMPRESSION zstd)
