-- Districts, partnerships, counties, forces and custom areas. A force's rows hold those without a location too;
-- rows outside every known district are in no area. value = wards + unplaced for a district.
CREATE TABLE area_month (
    series_id SMALLINT NOT NULL,
    level VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL,
    month DATE NOT NULL,
    value BIGINT NOT NULL
)
