-- Every collision that stands, wherever it was: what its casualties are joined to.
CREATE TEMP TABLE collision (
    collision_index VARCHAR NOT NULL,
    file_id INTEGER NOT NULL,
    force VARCHAR NOT NULL,
    stated VARCHAR NOT NULL,
    month DATE NOT NULL
)
