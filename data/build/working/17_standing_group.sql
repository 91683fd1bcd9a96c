-- The groups that no later file has replaced.
CREATE TEMP TABLE standing_group (
    kind VARCHAR NOT NULL,
    file_id INTEGER NOT NULL,
    force VARCHAR NOT NULL,
    stated VARCHAR NOT NULL,
    month DATE NOT NULL,
    rows BIGINT NOT NULL
)
