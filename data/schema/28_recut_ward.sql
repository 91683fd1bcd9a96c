-- The months in which a series' figures for a ward were counted again from wards of another year and are not exact.
-- error: the share of the ward's residents counted amiss (NULL: not known); supplied: whether they are shown at all.
CREATE TABLE recut_ward (
    series_id SMALLINT NOT NULL,
    ward_code VARCHAR NOT NULL,
    year INTEGER NOT NULL,
    first_month DATE NOT NULL,
    last_month DATE NOT NULL,
    error DOUBLE,
    supplied BOOLEAN NOT NULL
)
