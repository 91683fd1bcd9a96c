-- Points of rows that their LSOA does not place.
SELECT DISTINCT l.lsoa, l.longitude, l.latitude FROM lost_row AS l WHERE l.longitude IS NOT NULL
