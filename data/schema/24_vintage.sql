-- The wards of every year the store holds; it counts by those of one year. drawn: wards with a boundary; looked_up: wards
-- that a lookup from LSOAs leads to. same_wards: the very wards of the year that is used.
CREATE TABLE vintage (
    year INTEGER PRIMARY KEY,
    wards INTEGER NOT NULL,
    drawn INTEGER NOT NULL,
    looked_up INTEGER NOT NULL,
    schematic BOOLEAN NOT NULL,
    used BOOLEAN NOT NULL,
    same_wards BOOLEAN NOT NULL,
    files VARCHAR NOT NULL
)
