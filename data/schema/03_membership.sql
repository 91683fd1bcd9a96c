-- The districts of every area of district level and above (a district is its own member), and the wards and districts of
-- custom areas. part: only some of the ward's LSOAs. from_month and to_month: a membership that began or ended.
CREATE TABLE membership (
    group_code VARCHAR NOT NULL,
    member_code VARCHAR NOT NULL,
    part BOOLEAN NOT NULL DEFAULT false,
    from_month DATE,
    to_month DATE,
    PRIMARY KEY (group_code, member_code)
)
