-- The number in the published version of each spot of the touched months: that of the same place, or a new one.
INSERT INTO spot_match
SELECT
    t.spot_id AS touched_id,
    coalesce(
        min(v.spot_id),
        (SELECT coalesce(max(s.spot_id), 0) FROM version.spot AS s) + row_number() OVER (ORDER BY t.spot_id)
    ) AS spot_id,
    min(v.spot_id) IS NULL AS is_new
FROM touched.spot AS t
LEFT JOIN version.spot AS v
    ON v.district_code IS NOT DISTINCT FROM t.district_code
    AND v.ward_code IS NOT DISTINCT FROM t.ward_code
    AND v.lsoa IS NOT DISTINCT FROM t.lsoa
    AND v.place IS NOT DISTINCT FROM t.place
GROUP BY t.spot_id
