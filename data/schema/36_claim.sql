-- Figures that papers print, row by row as they were given, for the lists that stand. cells is JSON, by column.
CREATE TABLE claim (
    file_id INTEGER NOT NULL,
    row_number BIGINT NOT NULL,
    id VARCHAR NOT NULL,
    cells VARCHAR NOT NULL,
    PRIMARY KEY (file_id, row_number)
)
