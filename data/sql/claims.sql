SELECT f.name AS file, c.row_number, c.id, c.cells
FROM claim AS c
INNER JOIN file AS f ON f.file_id = c.file_id
ORDER BY c.file_id, c.row_number
