-- Incidents of the custom areas made of LSOAs, by the ward they lie in. inside false: in a ward of the area, but not known
-- on which side of the area's edge.
CREATE TABLE part_month (
    series_id SMALLINT NOT NULL,
    area_code VARCHAR NOT NULL,
    district_code VARCHAR NOT NULL,
    ward_code VARCHAR,
    inside BOOLEAN NOT NULL,
    month DATE NOT NULL,
    value BIGINT NOT NULL
)
