-- A place name in an LSOA and ward. The same names may stand in several rows: add up by name.
-- Text once here, numbers in place_month: writing five million rows takes a third of the time.
CREATE TABLE spot (
    spot_id INTEGER PRIMARY KEY,
    district_code VARCHAR,
    ward_code VARCHAR,
    lsoa VARCHAR,
    place VARCHAR
)
