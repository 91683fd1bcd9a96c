-- Codes by which a publisher called a district before, or still does.
CREATE TEMP TABLE former_code (code VARCHAR NOT NULL, district VARCHAR NOT NULL)
