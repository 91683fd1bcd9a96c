INSERT INTO spot
SELECT k.spot_id, k.district, k.ward, k.lsoa, k.place FROM spot_key AS k
