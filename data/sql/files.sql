SELECT
    f.file_id, f.name, f.kind, f.source, f.sha256, f.rows_read, f.rows_loaded, f.rows_set_aside, f.superseded,
    f.demonstration, f.first_month, f.last_month, f.extracted, f.built_at, f.note,
    f.understood
FROM file AS f
ORDER BY f.file_id
