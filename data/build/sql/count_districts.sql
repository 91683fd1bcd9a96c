-- Incidents by district: its wards and what is unplaced in it. Series that came as numbers bring their own.
INSERT INTO district_count
SELECT w.series_id, w.district_code, w.month, sum(w.value) AS value
FROM ward_count AS w
GROUP BY w.series_id, w.district_code, w.month
