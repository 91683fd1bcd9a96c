-- Collisions in the districts of the store, and those of its forces that are in none. weekday: 0 Monday to 6 Sunday.
CREATE TEMP TABLE placed_collision (
    collision_index VARCHAR NOT NULL,
    file_id INTEGER NOT NULL,
    force VARCHAR NOT NULL,
    stated VARCHAR NOT NULL,
    month DATE NOT NULL,
    weekday UTINYINT NOT NULL,
    hour UTINYINT,
    road VARCHAR,
    casualties INTEGER,
    provisional BOOLEAN NOT NULL,
    district VARCHAR,
    ward VARCHAR,
    method VARCHAR NOT NULL,
    force_code VARCHAR
)
