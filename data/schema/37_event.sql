-- What may explain a month: bank holidays, school holidays, local events. first_day to last_day, both included.
-- area_code NULL: everywhere. file_id NULL: the published list of bank holidays of England and Wales.
CREATE TABLE event (
    name VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    area_code VARCHAR,
    file_id INTEGER
)
