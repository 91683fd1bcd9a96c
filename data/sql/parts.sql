SELECT p.file_id, p.kind, p.source, p.scope, p.month, p.path, p.rows FROM part AS p ORDER BY p.path
