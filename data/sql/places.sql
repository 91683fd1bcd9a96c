-- The three LSOAs and the three named places with most rows, in every ward.
WITH spotted AS (
    SELECT p.spot_id, count(*) AS value
    FROM place_month AS p
    WHERE p.series_id IN (SELECT s.part_id FROM series_part AS s WHERE s.series_id = $series_id)
        AND p.month BETWEEN $start AND $end
    GROUP BY p.spot_id
),

chosen AS (
    SELECT t.district_code, t.ward_code, t.lsoa, t.place, s.value
    FROM spotted AS s
    INNER JOIN spot AS t ON t.spot_id = s.spot_id
    WHERE t.district_code = ANY($districts::VARCHAR[])
),

named AS (
    SELECT c.district_code, c.ward_code, 'lsoa' AS kind, c.lsoa AS name, sum(c.value)::BIGINT AS value
    FROM chosen AS c
    WHERE c.lsoa IS NOT NULL
    GROUP BY c.district_code, c.ward_code, c.lsoa
    UNION ALL
    SELECT c.district_code, c.ward_code, 'place' AS kind, c.place AS name, sum(c.value)::BIGINT AS value
    FROM chosen AS c
    WHERE c.place IS NOT NULL
    GROUP BY c.district_code, c.ward_code, c.place
)

SELECT
    n.district_code, n.ward_code, n.kind, n.name, n.value,
    row_number() OVER (PARTITION BY n.district_code, n.ward_code, n.kind ORDER BY n.value DESC, n.name) AS position
FROM named AS n
QUALIFY position <= 3
ORDER BY n.district_code, n.ward_code, n.kind, position
