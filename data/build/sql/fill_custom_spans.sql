INSERT INTO custom_span
SELECT r.series_id, r.area_code, min(r.month) AS first_month, max(r.month) AS last_month
FROM (
    SELECT
        c.series_id, c.area_code, c.month,
        date_diff('month', DATE '2000-01-01', c.month)
        - row_number() OVER (PARTITION BY c.series_id, c.area_code ORDER BY c.month) AS run
    FROM custom_covered AS c
) AS r
GROUP BY r.series_id, r.area_code, r.run
