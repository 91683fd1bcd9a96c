-- Where a feature's label goes in its layer, in the layer's own coordinates.
CREATE TABLE layer_point (
    form VARCHAR NOT NULL,
    level VARCHAR NOT NULL,
    scope VARCHAR NOT NULL,
    area_code VARCHAR NOT NULL,
    x DOUBLE NOT NULL,
    y DOUBLE NOT NULL,
    PRIMARY KEY (form, level, scope, area_code)
)
