SELECT e.name, e.kind, e.first_day, e.last_day, e.area_code, f.name AS file, coalesce(f.demonstration, FALSE) AS made_up
FROM event AS e
LEFT JOIN file AS f ON f.file_id = e.file_id
WHERE e.last_day >= $start AND e.first_day <= $end
ORDER BY e.first_day, e.last_day, e.name, e.area_code
