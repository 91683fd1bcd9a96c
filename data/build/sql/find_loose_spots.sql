-- Spots that may be left without a row.
INSERT INTO loose_spot
SELECT DISTINCT p.spot_id FROM version.place_month AS p WHERE list_contains($months::DATE[], p.month)
