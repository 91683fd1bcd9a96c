-- The forces and months that a street-crime file holds, where its name does not say.
SELECT r.falls_within, r.month, count(*) AS rows
FROM read_csv(
    $file,
    columns = $columns,
    auto_detect = false,
    header = true,
    delim = ',',
    quote = '"',
    escape = '"',
    strict_mode = true,
    max_line_size = 65536,
    buffer_size = 8000000,
    parallel = $parallel
) AS r
GROUP BY r.falls_within, r.month
ORDER BY r.falls_within, r.month
