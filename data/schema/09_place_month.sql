-- Where in a ward: by LSOA and by the publisher's place name. Only sources with places have rows.
CREATE TABLE place_month (
    series_id SMALLINT NOT NULL,
    district_code VARCHAR NOT NULL,
    ward_code VARCHAR,
    month DATE NOT NULL,
    lsoa VARCHAR,
    place VARCHAR,
    value BIGINT NOT NULL
)
