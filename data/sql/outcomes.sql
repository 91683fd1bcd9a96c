-- For every file, how many rows were set aside for which reason; reason NULL where none was. Where a reason is that
-- of one row alone, row_number, column_name and remedy are its own.
SELECT
    f.file_id, f.name, f.kind, f.rows_read, f.rows_loaded, f.superseded, f.note, f.understood,
    s.reason,
    count(s.reason) FILTER (s.row_number IS NOT NULL) AS rows,
    min(s.row_number) AS row_number, min(s.column_name) AS column_name, min(s.remedy) AS remedy
FROM file AS f
LEFT JOIN set_aside AS s ON s.file_id = f.file_id
GROUP BY f.file_id, f.name, f.kind, f.rows_read, f.rows_loaded, f.superseded, f.note, f.understood, s.reason
ORDER BY f.file_id, rows DESC, s.reason
