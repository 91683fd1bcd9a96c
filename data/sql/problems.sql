-- Whatever does not add up: problem, subject, and the two numbers or texts that should agree. No row means all is well.
WITH area_value AS (
    SELECT a.series_id, a.area_code, a.month, a.value FROM area_month AS a WHERE a.level = 'district'
),

ward_value AS (
    SELECT w.series_id, w.district_code AS area_code, w.month, sum(w.value) AS value
    FROM ward_month AS w
    GROUP BY w.series_id, w.district_code, w.month
),

hidden_ward AS (
    SELECT DISTINCT o.series_id, a.parent AS area_code, o.period_start AS month
    FROM observation AS o
    INNER JOIN area AS a ON a.code = o.area_code AND a.level = 'ward'
    WHERE o.status = 'hidden'
),

incident AS (
    SELECT p.source, p.month, sum(p.rows) AS rows FROM part AS p WHERE p.kind = 'incident' GROUP BY p.source, p.month
),

placed AS (SELECT p.source, p.month, sum(p.rows) AS rows FROM placement AS p GROUP BY p.source, p.month),

spotted AS (
    SELECT s.source, p.month, sum(p.rows) AS rows
    FROM (SELECT m.series_id, m.month, count(*) AS rows FROM place_month AS m GROUP BY m.series_id, m.month) AS p
    INNER JOIN series AS s ON s.series_id = p.series_id
    GROUP BY s.source, p.month
),

aside AS (
    SELECT s.file_id, count(s.row_number) AS rows FROM set_aside AS s GROUP BY s.file_id
),

incident_file AS (
    SELECT p.file_id, sum(p.rows) AS rows FROM part AS p WHERE p.kind = 'incident' GROUP BY p.file_id
),

covered AS (SELECT c.source, c.month FROM coverage AS c WHERE c.status <> 'missing' GROUP BY c.source, c.month)

SELECT 'Wards and unplaced are not the district' AS problem,
    concat_ws(' ', w.series_id, w.area_code, strftime(w.month, '%Y-%m')) AS subject,
    coalesce(a.value, 0)::VARCHAR AS expected, w.value::VARCHAR AS found
FROM ward_value AS w
LEFT JOIN area_value AS a ON a.series_id = w.series_id AND a.area_code = w.area_code AND a.month = w.month
ANTI JOIN hidden_ward AS h ON h.series_id = w.series_id AND h.area_code = w.area_code AND h.month = w.month
WHERE coalesce(a.value, 0) <> w.value
UNION ALL
SELECT 'Districts, without location and outside are not the rows loaded',
    concat_ws(' ', i.source, strftime(i.month, '%Y-%m')), i.rows::VARCHAR, coalesce(p.rows, 0)::VARCHAR
FROM incident AS i
LEFT JOIN placed AS p ON p.source = i.source AND p.month = i.month
WHERE coalesce(p.rows, 0) <> i.rows
UNION ALL
SELECT 'Places are not the rows loaded',
    concat_ws(' ', i.source, strftime(i.month, '%Y-%m')), i.rows::VARCHAR, coalesce(p.rows, 0)::VARCHAR
FROM incident AS i
LEFT JOIN spotted AS p ON p.source = i.source AND p.month = i.month
WHERE coalesce(p.rows, 0) <> i.rows
UNION ALL
SELECT 'Rows loaded and set aside are not the rows read', f.name,
    f.rows_read::VARCHAR, (f.rows_loaded + f.rows_set_aside)::VARCHAR
FROM file AS f
WHERE f.rows_read <> f.rows_loaded + f.rows_set_aside
UNION ALL
SELECT 'Rows set aside are not listed', f.name, f.rows_set_aside::VARCHAR, coalesce(a.rows, 0)::VARCHAR
FROM file AS f
LEFT JOIN aside AS a ON a.file_id = f.file_id
WHERE NOT f.superseded AND f.rows_set_aside <> coalesce(a.rows, 0)
UNION ALL
SELECT 'Parts are not the rows loaded', f.name, f.rows_loaded::VARCHAR, p.rows::VARCHAR
FROM file AS f
INNER JOIN incident_file AS p ON p.file_id = f.file_id
WHERE NOT f.superseded AND f.rows_loaded <> p.rows
UNION ALL
SELECT 'Casualties placed are not the casualties loaded', c.source, c.rows::VARCHAR, coalesce(p.rows, 0)::VARCHAR
FROM (
    SELECT x.source, sum(x.rows) AS rows
    FROM part AS x
    INNER JOIN file AS f ON f.file_id = x.file_id AND NOT f.superseded
    WHERE x.kind = 'casualty'
    GROUP BY x.source
) AS c
LEFT JOIN (SELECT y.source, sum(y.rows) AS rows FROM placement AS y GROUP BY y.source) AS p ON p.source = c.source
WHERE coalesce(p.rows, 0) <> c.rows
UNION ALL
SELECT 'Month without coverage', concat_ws(' ', s.source, strftime(w.month, '%Y-%m')), 'covered', 'not'
FROM (SELECT DISTINCT x.series_id, x.month FROM area_month AS x) AS w
INNER JOIN series AS s ON s.series_id = w.series_id
ANTI JOIN covered AS c ON c.source = s.source AND c.month = w.month
UNION ALL
SELECT 'Counts of an area that is none', x.area_code, 'an area', 'none'
FROM (
    SELECT w.ward_code AS area_code FROM ward_month AS w WHERE w.ward_code IS NOT NULL
    UNION SELECT w.district_code FROM ward_month AS w
    UNION SELECT a.area_code FROM area_month AS a
    UNION SELECT o.area_code FROM observation AS o
    UNION SELECT p.area_code FROM population AS p
    UNION SELECT m.member_code FROM membership AS m
    UNION SELECT m.group_code FROM membership AS m
    UNION SELECT c.area_code FROM coverage AS c
    UNION SELECT d.area_code FROM deprivation AS d
) AS x
ANTI JOIN area AS a ON a.code = x.area_code
UNION ALL
SELECT 'Observations of a file that is none', o.file_id::VARCHAR, 'a file', 'none'
FROM (SELECT DISTINCT x.file_id FROM observation AS x) AS o
ANTI JOIN file AS f ON f.file_id = o.file_id
UNION ALL
SELECT 'The schema is another one', 'meta', $schema_version, m.value
FROM meta AS m
WHERE m.key = 'schema_version' AND m.value <> $schema_version
