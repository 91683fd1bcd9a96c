-- The parsed files this version is made of. path is relative to the store's folder.
CREATE TABLE part (
    file_id INTEGER NOT NULL,
    kind VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    scope VARCHAR NOT NULL,
    month DATE,
    path VARCHAR NOT NULL,
    rows BIGINT NOT NULL
)
