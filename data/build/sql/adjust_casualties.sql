-- An adjustment of its own file stands where the casualty's file has none, or is older. Old casualty numbers begin anew
-- with each vehicle.
UPDATE casualty SET adjusted = a.adjusted, release = a.file_id
FROM (
    SELECT x.*
    FROM adjustment AS x
    QUALIFY row_number() OVER (PARTITION BY x.collision_index, x.vehicle, x.casualty ORDER BY x.file_id DESC) = 1
) AS a
WHERE a.collision_index = casualty.collision_index
    AND a.casualty = casualty.casualty
    AND (a.vehicle = casualty.vehicle OR a.vehicle IS NULL)
    AND (casualty.adjusted IS NULL OR a.file_id > casualty.file_id)
