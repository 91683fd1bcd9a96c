-- Simplified geometry served at /geo/<digest>.json. form: geographic, hexagon. level: what a feature is (ward, district);
-- a feature's id is its area code. scope: the area whose wards or districts the layer holds.
CREATE TABLE layer (
    form VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    scope VARCHAR NOT NULL,
    digest VARCHAR NOT NULL,
    vintage INTEGER,
    schematic BOOLEAN NOT NULL,
    west DOUBLE NOT NULL,
    south DOUBLE NOT NULL,
    east DOUBLE NOT NULL,
    north DOUBLE NOT NULL,
    PRIMARY KEY (form, level, scope)
)
