-- The three LSOAs and the three named places with most rows, in every ward.
WITH chosen AS (
    SELECT p.district_code, p.ward_code, p.lsoa, p.place, sum(p.value) AS value
    FROM place_month AS p
    WHERE p.series_id = $series_id
        AND p.district_code = ANY($districts::VARCHAR[])
        AND p.month BETWEEN $start AND $end
    GROUP BY p.district_code, p.ward_code, p.lsoa, p.place
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
