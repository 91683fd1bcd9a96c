-- The LSOAs of custom areas, of 2011 and of 2021. given: written in the file. inside: wholly in the area, from and to a
-- month where its file says so; else the area's edge runs through it, and its rows may lie on either side.
CREATE TABLE custom_lsoa (
    group_code VARCHAR NOT NULL,
    lsoa VARCHAR NOT NULL,
    given BOOLEAN NOT NULL,
    inside BOOLEAN NOT NULL,
    from_month DATE,
    to_month DATE,
    PRIMARY KEY (group_code, lsoa)
)
