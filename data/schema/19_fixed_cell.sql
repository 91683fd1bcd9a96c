-- What a sensitive series may show, decided at build for each audience. form: ward_year (wards and 'unplaced:<district>'
-- in whole financial years and the latest 12 months), area_quarter and area_year (districts and above).
-- status: shown, zero, hidden. value is NULL where hidden, and already rounded where the audience gets rounded values.
CREATE TABLE fixed_cell (
    audience VARCHAR NOT NULL,
    series_id SMALLINT NOT NULL,
    form VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL,
    parent VARCHAR,
    period_start DATE NOT NULL,
    period_end DATE NOT NULL,
    status VARCHAR NOT NULL,
    value BIGINT,
    PRIMARY KEY (audience, series_id, form, area_code, period_start, period_end)
)
