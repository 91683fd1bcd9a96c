-- Adjusted severities of the casualties above, from files of their own.
CREATE TEMP TABLE adjustment (
    file_id INTEGER NOT NULL,
    collision_index VARCHAR NOT NULL,
    vehicle INTEGER,
    casualty INTEGER NOT NULL,
    adjusted DOUBLE NOT NULL
)
