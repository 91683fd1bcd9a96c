SELECT f.name AS file, s.file_id, s.row_number, s.column_name, s.reason, s.remedy, s.text
FROM set_aside AS s
INNER JOIN file AS f ON f.file_id = s.file_id
ORDER BY s.file_id, s.row_number, s.column_name
LIMIT $limit
