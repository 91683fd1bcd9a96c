-- key: the hash of LSOA and place name; of the point too where the LSOA does not give the ward.
CREATE TEMP TABLE spot_key (
    spot_id INTEGER NOT NULL,
    scope_id SMALLINT NOT NULL,
    key UBIGINT NOT NULL,
    district VARCHAR,
    ward VARCHAR,
    method VARCHAR NOT NULL,
    lsoa VARCHAR,
    place VARCHAR
)
