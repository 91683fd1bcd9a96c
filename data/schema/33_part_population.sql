-- Who lives in the part of a ward that lies in a custom area made of LSOAs.
CREATE TABLE part_population (
    area_code VARCHAR NOT NULL,
    ward_code VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    residents BIGINT,
    households BIGINT,
    basis VARCHAR NOT NULL,
    PRIMARY KEY (area_code, ward_code, year)
)
