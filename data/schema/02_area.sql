-- kind: what a custom area is, in the words of its file ('town centre').
-- level: ward, district, partnership, county, force, custom. parent: ward -> district, district -> partnership,
-- partnership -> force. A partnership of one district keeps its row here; screens show it under its district.
CREATE TABLE area (
    code VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    parent VARCHAR,
    vintage INTEGER,
    kind VARCHAR,
    longitude DOUBLE,
    latitude DOUBLE
)
