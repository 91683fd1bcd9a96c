-- The casualties of placed collisions that stand. release: the file that gave the adjusted severity.
CREATE TEMP TABLE casualty (
    file_id INTEGER NOT NULL,
    row_number BIGINT NOT NULL,
    collision_index VARCHAR NOT NULL,
    vehicle INTEGER,
    casualty INTEGER,
    severity VARCHAR NOT NULL,
    adjusted DOUBLE,
    release INTEGER,
    road_user VARCHAR NOT NULL,
    age_band VARCHAR NOT NULL,
    provisional BOOLEAN NOT NULL
)
