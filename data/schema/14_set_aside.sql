CREATE TABLE set_aside (
    file_id INTEGER NOT NULL,
    row_number BIGINT,
    column_name VARCHAR,
    reason VARCHAR NOT NULL,
    remedy VARCHAR NOT NULL,
    text VARCHAR
)
