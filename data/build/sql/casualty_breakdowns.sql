-- Killed or seriously injured by what is known of the person, the road and the time.
WITH hurt AS (
    SELECT
        c.district, c.month, p.file_id, p.row_number, p.provisional, p.road_user, p.age_band,
        coalesce(c.road, 'not known') AS road,
        coalesce(lpad(c.hour::VARCHAR, 2, '0'), 'not known') AS hour,
        ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'][c.weekday + 1] AS day
    FROM casualty AS p
    INNER JOIN placed_collision AS c ON c.collision_index = p.collision_index
    WHERE p.severity <> 'slightly_injured' AND c.district IS NOT NULL
),

split AS (
    SELECT h.*, 'road_user' AS breakdown, h.road_user AS category FROM hurt AS h
    UNION ALL
    SELECT h.*, 'age_band' AS breakdown, h.age_band AS category FROM hurt AS h
    UNION ALL
    SELECT h.*, 'road' AS breakdown, h.road AS category FROM hurt AS h
    UNION ALL
    SELECT h.*, 'hour' AS breakdown, h.hour AS category FROM hurt AS h
    UNION ALL
    SELECT h.*, 'day_hour' AS breakdown, h.day || ' ' || h.hour AS category FROM hurt AS h
)

SELECT
    s.district, s.month, s.breakdown, s.category,
    count(*)::DOUBLE AS value,
    bool_or(s.provisional) AS provisional,
    min(s.file_id) AS file_id,
    arg_min(s.row_number, s.file_id::BIGINT * 1000000000 + s.row_number) AS row_number
FROM split AS s
GROUP BY s.district, s.month, s.breakdown, s.category
ORDER BY s.breakdown, s.district, s.month, s.category
