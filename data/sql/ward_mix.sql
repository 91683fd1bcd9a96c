-- Several series at once: what they hold of one ward, and of its district with what lies in none of its wards.
SELECT
    w.series_id,
    coalesce(sum(w.value) FILTER (w.ward_code = $ward), 0)::BIGINT AS value,
    sum(w.value)::BIGINT AS whole
FROM ward_month AS w
WHERE list_contains($series_ids::SMALLINT[], w.series_id)
    AND w.district_code = $district
    AND w.month BETWEEN $start AND $end
GROUP BY w.series_id
