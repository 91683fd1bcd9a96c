-- What makes two rows the same spot: LSOA and place name, and the point where the LSOA alone does not give the ward.
CREATE TEMP MACRO spot_hash(lsoa, place, longitude, latitude, known) AS
    CASE WHEN known OR longitude IS NULL THEN hash(lsoa, place) ELSE hash(lsoa, place, longitude, latitude) END
