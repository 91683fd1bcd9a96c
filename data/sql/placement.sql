SELECT p.source, p.force_code, p.district_code, p.month, p.method, p.rows
FROM placement AS p
ORDER BY p.source, p.month, p.force_code, p.district_code, p.method
