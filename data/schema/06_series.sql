-- A measure from a source. months: whether it comes as monthly additive counts and so is in the cubes.
-- ward_level: whether any of it is placed in wards. demonstration: made-up values, shown with a badge.
-- provisional_from: the first month whose figures the publisher calls provisional; NULL: none.
CREATE TABLE series (
    series_id SMALLINT PRIMARY KEY,
    measure VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    unit VARCHAR NOT NULL,
    combine VARCHAR NOT NULL,
    months BOOLEAN NOT NULL,
    ward_level BOOLEAN NOT NULL,
    demonstration BOOLEAN NOT NULL,
    first_month DATE,
    last_month DATE,
    last_complete DATE,
    provisional_from DATE,
    UNIQUE (measure, source)
)
