-- What STATS19 covers, by district and month. stated and found: casualties as collisions state them, and as there are rows.
CREATE TEMP TABLE road_month (
    district VARCHAR NOT NULL, month DATE NOT NULL, stated BIGINT NOT NULL, found BIGINT NOT NULL, status VARCHAR NOT NULL
)
