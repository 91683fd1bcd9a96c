-- How incident rows and road casualties found their ward. district_code NULL: in no known district.
-- method: lsoa, lsoa_2011, split_point, split_nearest, point, point_nearest, district_only, no_location, outside; of
-- casualties also no_collision (in January of their year) and replaced, which count nowhere.
CREATE TABLE placement (
    source VARCHAR NOT NULL,
    force_code VARCHAR,
    district_code VARCHAR,
    month DATE NOT NULL,
    method VARCHAR NOT NULL,
    rows BIGINT NOT NULL
)
