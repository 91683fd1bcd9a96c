-- A collision that a later file gives another district or month stands there alone.
DELETE FROM collision USING (
    SELECT c.collision_index, max(c.file_id) AS file_id
    FROM collision AS c
    GROUP BY c.collision_index
    HAVING count(*) > 1
) AS latest
WHERE latest.collision_index = collision.collision_index AND latest.file_id <> collision.file_id
