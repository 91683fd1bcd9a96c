-- Wards that share a real boundary (kind 'contiguous'), else the six nearest centres (kind 'nearest').
CREATE TABLE neighbour (ward_code VARCHAR NOT NULL, other_code VARCHAR NOT NULL, kind VARCHAR NOT NULL, PRIMARY KEY (ward_code, other_code))
