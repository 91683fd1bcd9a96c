-- Wards, districts and custom areas; residents or households may be unknown (NULL). basis: "Census 2021", "mid-2020 estimate".
CREATE TABLE population (
    area_code VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    residents BIGINT,
    households BIGINT,
    basis VARCHAR NOT NULL,
    PRIMARY KEY (area_code, year)
)
