-- rows_read = rows_loaded + rows_set_aside, always. superseded: rows loaded from here that a later file replaced.
-- understood: how the file was read, a sentence a line.
CREATE TABLE file (
    file_id INTEGER PRIMARY KEY,
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    source VARCHAR,
    sha256 VARCHAR NOT NULL,
    rows_read BIGINT NOT NULL,
    rows_loaded BIGINT NOT NULL,
    rows_set_aside BIGINT NOT NULL,
    superseded BOOLEAN NOT NULL,
    demonstration BOOLEAN NOT NULL,
    first_month DATE,
    last_month DATE,
    extracted VARCHAR,
    built_at VARCHAR NOT NULL,
    note VARCHAR,
    understood VARCHAR NOT NULL
)
