SELECT
    i.id, i.name, i.kind, i.first_day, i.last_day, i.note, f.name AS file, f.demonstration AS made_up,
    (SELECT list(a.area_code ORDER BY a.area_code) FROM intervention_area AS a WHERE a.intervention_id = i.id) AS areas,
    (SELECT list(m.measure ORDER BY m.place) FROM intervention_measure AS m WHERE m.intervention_id = i.id) AS measures
FROM intervention AS i
INNER JOIN file AS f ON f.file_id = i.file_id
ORDER BY i.first_day, i.name, i.id
