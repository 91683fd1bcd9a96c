-- Rows by how they found their ward, in the months from $start to $end (NULL: in all); first_month and last_month are of these.
SELECT
    p.source, p.force_code, p.district_code, p.method,
    min(p.month) AS first_month, max(p.month) AS last_month, sum(p.rows)::BIGINT AS rows
FROM placement AS p
WHERE $start IS NULL OR p.month BETWEEN $start AND $end
GROUP BY p.source, p.force_code, p.district_code, p.method
ORDER BY p.source, p.force_code, p.district_code, p.method
