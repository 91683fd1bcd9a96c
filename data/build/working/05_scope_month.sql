-- The months each scope has rows for.
CREATE TEMP TABLE scope_month (scope_id SMALLINT NOT NULL, month DATE NOT NULL, rows BIGINT NOT NULL, status VARCHAR NOT NULL)
