-- The catalogue's groups of outcomes: 'none' without an outcome, 'other' in words that it does not know.
CREATE TABLE outcome_group (number UTINYINT PRIMARY KEY, outcome VARCHAR NOT NULL)
