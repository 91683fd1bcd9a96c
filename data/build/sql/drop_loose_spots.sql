DELETE FROM version.spot USING (
    SELECT f.spot_id
    FROM loose_spot AS f
    ANTI JOIN version.place_month AS p ON p.spot_id = f.spot_id
    ANTI JOIN version.outcome_month AS o ON o.spot_id = f.spot_id
) AS loose
WHERE loose.spot_id = spot.spot_id
