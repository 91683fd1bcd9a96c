-- What was done somewhere to move a measure. first_day to last_day, both included; last_day NULL: it still runs.
-- id: what an address calls it.
CREATE TABLE intervention (
    id VARCHAR PRIMARY KEY,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    first_day DATE NOT NULL,
    last_day DATE,
    note VARCHAR,
    file_id INTEGER NOT NULL
)
