-- One row a fact about this version: schema_version, version, built_at (UTC, ISO), catalogue_digest,
-- ward_vintage, demonstration ('yes' or 'no'), schematic ('yes' or 'no').
CREATE TABLE meta (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)
