-- What an intervention should move, in the order its register names them (place, from 0).
CREATE TABLE intervention_measure (
    intervention_id VARCHAR NOT NULL,
    measure VARCHAR NOT NULL,
    place SMALLINT NOT NULL,
    PRIMARY KEY (intervention_id, measure)
)
