-- The dispersion of monthly counts after month and area effects, never under 1, by series and level (ward, district).
CREATE TABLE dispersion (
    series_id SMALLINT NOT NULL,
    level VARCHAR NOT NULL,
    phi DOUBLE NOT NULL,
    areas INTEGER NOT NULL,
    months INTEGER NOT NULL,
    PRIMARY KEY (series_id, level)
)
