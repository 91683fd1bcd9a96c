-- How incident rows found their ward. district_code NULL: no location, or outside every known district.
-- method: lsoa, lsoa_2011, split_point, split_nearest, point, district_only, no_location, outside.
CREATE TABLE placement (
    source VARCHAR NOT NULL,
    force_code VARCHAR,
    district_code VARCHAR,
    month DATE NOT NULL,
    method VARCHAR NOT NULL,
    rows BIGINT NOT NULL
)
