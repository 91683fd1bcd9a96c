-- Every number that comes as a number. status: final, provisional, published, hidden (arrived hidden), partial.
-- Only additive counts whose period is one calendar month enter the cubes; the rest is shown as it was published.
CREATE TABLE observation (
    series_id SMALLINT NOT NULL,
    area_code VARCHAR NOT NULL,
    period_start DATE NOT NULL,
    period_end DATE NOT NULL,
    breakdown VARCHAR,
    category VARCHAR,
    value DOUBLE,
    numerator DOUBLE,
    denominator DOUBLE,
    status VARCHAR NOT NULL,
    note VARCHAR,
    file_id INTEGER NOT NULL,
    row_number BIGINT NOT NULL
)
