-- The rows of STATS19 parts by police force (as the index gives it), district as stated ('' where it is not) and month.
-- kind: collision, casualty. A casualty's are those of its collision.
CREATE TEMP TABLE road_group (
    kind VARCHAR NOT NULL,
    file_id INTEGER NOT NULL,
    force VARCHAR NOT NULL,
    stated VARCHAR NOT NULL,
    month DATE NOT NULL,
    rows BIGINT NOT NULL
)
