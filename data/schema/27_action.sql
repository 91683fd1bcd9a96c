-- The actions of every plan, numbered in the plan's order. due is what the plan says, due_on the last day that can
-- be meant by it (NULL: words that are no date). first_month and last_month are those of the action (NULL: the
-- plan's). file_id and row_number are NULL for the catalogue's.
CREATE TABLE action (
    plan VARCHAR NOT NULL,
    number INTEGER NOT NULL,
    id VARCHAR NOT NULL,
    action VARCHAR NOT NULL,
    priorities VARCHAR[] NOT NULL,
    indicators VARCHAR[] NOT NULL,
    strand VARCHAR NOT NULL,
    measurement VARCHAR NOT NULL,
    lead VARCHAR NOT NULL,
    partners VARCHAR NOT NULL,
    grade VARCHAR NOT NULL,
    due VARCHAR NOT NULL,
    due_on DATE,
    status VARCHAR NOT NULL,
    progress VARCHAR NOT NULL,
    first_month DATE,
    last_month DATE,
    file_id INTEGER,
    row_number BIGINT,
    PRIMARY KEY (plan, id)
)
