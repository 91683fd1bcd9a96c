-- The wards of another year in terms of the store's own: a row for each two that share residents, and one for an old ward
-- that no ward fits (new_code NULL). outcome: unchanged, whole, best_fit, district (its figures stay in the district).
-- share: of the old ward's residents; new_share: of the new one's; fit: whether it is the old ward's best fit; error: the
-- share of the new ward's residents that best fit counts amiss.
CREATE TABLE recut_pair (
    year INTEGER NOT NULL,
    ward_code VARCHAR NOT NULL,
    ward_name VARCHAR NOT NULL,
    district_code VARCHAR NOT NULL,
    outcome VARCHAR NOT NULL,
    new_code VARCHAR,
    share DOUBLE,
    new_share DOUBLE,
    fit BOOLEAN NOT NULL,
    error DOUBLE,
    method VARCHAR NOT NULL,
    weighed_by VARCHAR NOT NULL
)
