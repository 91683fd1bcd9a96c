-- The LSOA and the named place with most rows in every ward (of equals the first by name), and how many. By number of spot
-- first: grouping all rows by text takes twice as long. Joined to the spots that are asked about before they are counted: a
-- force's spots are numbered together, so the rows of every other force are skipped.
WITH counted AS (
    SELECT p.spot_id, count(*) AS value
    FROM place_month AS p
    INNER JOIN spot AS h ON h.spot_id = p.spot_id
    WHERE h.district_code = ANY($districts::VARCHAR[])
        AND p.series_id IN (SELECT s.part_id FROM series_part AS s WHERE s.series_id = $series_id)
        AND p.month BETWEEN $start AND $end
    GROUP BY p.spot_id
),

spotted AS (
    SELECT t.district_code, t.ward_code, t.lsoa, t.place, c.value
    FROM counted AS c
    INNER JOIN spot AS t ON t.spot_id = c.spot_id
),

named AS (
    SELECT s.district_code, s.ward_code, 'lsoa' AS kind, s.lsoa AS name, sum(s.value) AS value
    FROM spotted AS s
    WHERE s.lsoa IS NOT NULL
    GROUP BY s.district_code, s.ward_code, s.lsoa
    UNION ALL
    SELECT s.district_code, s.ward_code, 'place' AS kind, s.place AS name, sum(s.value) AS value
    FROM spotted AS s
    WHERE s.place IS NOT NULL
    GROUP BY s.district_code, s.ward_code, s.place
)

SELECT
    n.district_code, n.ward_code, n.kind, min_by(n.name, (-n.value, n.name)) AS name, max(n.value)::BIGINT AS value
FROM named AS n
GROUP BY n.district_code, n.ward_code, n.kind
