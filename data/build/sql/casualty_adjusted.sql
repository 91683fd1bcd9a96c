-- Killed, and the adjusted severity of everybody else, by district: for complete months in which nobody's is unknown, and
-- for years of twelve such months. A month in which nobody was hurt is 0 where the year is adjusted at all. releases: the
-- files whose adjustment it is.
WITH month AS (
    SELECT
        m.district, m.month,
        coalesce(sum(CASE WHEN p.severity = 'killed' THEN 1 ELSE p.adjusted END), 0)::DOUBLE AS value,
        count(*) FILTER (p.severity <> 'killed' AND p.adjusted IS NULL) AS unknown,
        count(p.adjusted) AS adjusted,
        coalesce(bool_or(p.provisional), false) AS provisional,
        list(DISTINCT p.release) FILTER (p.release IS NOT NULL) AS releases,
        min(p.file_id) AS file_id,
        arg_min(p.row_number, p.file_id::BIGINT * 1000000000 + p.row_number) AS row_number
    FROM road_month AS m
    LEFT JOIN placed_collision AS c ON c.district = m.district AND c.month = m.month
    LEFT JOIN casualty AS p ON p.collision_index = c.collision_index
    WHERE m.status = 'complete'
    GROUP BY m.district, m.month
),

year AS (
    SELECT
        m.district, year(m.month) AS year,
        sum(m.value) AS value,
        count(*) FILTER (m.unknown = 0) AS months,
        sum(m.adjusted) AS adjusted,
        bool_or(m.provisional) AS provisional,
        flatten(list(m.releases) FILTER (m.releases IS NOT NULL)) AS releases,
        min(m.file_id) AS file_id,
        arg_min(m.row_number, m.file_id::BIGINT * 1000000000 + m.row_number) AS row_number
    FROM month AS m
    GROUP BY m.district, year(m.month)
)

SELECT
    m.district, m.month AS period_start, last_day(m.month) AS period_end,
    m.value, m.provisional,
    list_sort(list_distinct(coalesce(m.releases, y.releases))) AS releases,
    coalesce(m.file_id, y.file_id) AS file_id,
    coalesce(m.row_number, y.row_number) AS row_number
FROM month AS m
INNER JOIN year AS y ON y.district = m.district AND y.year = year(m.month)
WHERE m.unknown = 0 AND y.adjusted > 0
UNION ALL
SELECT
    y.district, make_date(y.year, 1, 1), make_date(y.year, 12, 31),
    y.value, y.provisional, list_sort(list_distinct(y.releases)), y.file_id, y.row_number
FROM year AS y
WHERE y.months = 12 AND y.adjusted > 0
ORDER BY 1, 2, 3
