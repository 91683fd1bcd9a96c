-- status: complete, partial, missing. area_code: a force where the source is the force's, else the district.
-- rows: rows (or, for counts, the sum) the month holds.
CREATE TABLE coverage (
    source VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL,
    month DATE NOT NULL,
    status VARCHAR NOT NULL,
    rows BIGINT NOT NULL,
    PRIMARY KEY (source, area_code, month)
)
