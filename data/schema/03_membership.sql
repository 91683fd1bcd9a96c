-- The districts of every area of district level and above (a district is its own member), and the wards of custom areas.
CREATE TABLE membership (group_code VARCHAR NOT NULL, member_code VARCHAR NOT NULL, PRIMARY KEY (group_code, member_code))
