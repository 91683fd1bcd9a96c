-- A later file replaces, for every district of a police force and year that it has rows of, the months from its first to
-- its last of that force and year: so a final year replaces the provisional one, and what was withdrawn goes.
INSERT INTO standing_group
WITH given AS (SELECT g.*, year(g.month) AS year FROM road_group AS g WHERE g.kind = $kind),

span AS (
    SELECT g.file_id, g.force, g.year, min(g.month) AS first, max(g.month) AS last
    FROM given AS g
    GROUP BY g.file_id, g.force, g.year
),

held AS (
    SELECT DISTINCT g.file_id, g.force, g.year, g.stated, s.first, s.last
    FROM given AS g
    INNER JOIN span AS s ON s.file_id = g.file_id AND s.force = g.force AND s.year = g.year
)

SELECT g.kind, g.file_id, g.force, g.stated, g.month, g.rows
FROM given AS g
ANTI JOIN held AS h
    ON h.force = g.force
    AND h.year = g.year
    AND h.stated = g.stated
    AND h.file_id > g.file_id
    AND g.month BETWEEN h.first AND h.last
