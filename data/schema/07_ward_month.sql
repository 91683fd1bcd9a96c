-- ward_code NULL: in the district but in none of its wards (unplaced). Zero rows are left out where the
-- series covers the month; coverage tells a zero from a gap.
CREATE TABLE ward_month (
    series_id SMALLINT NOT NULL,
    district_code VARCHAR NOT NULL,
    ward_code VARCHAR,
    month DATE NOT NULL,
    value BIGINT NOT NULL
)
