-- One row a source and publisher's force. force_code is found from the districts its rows lie in.
CREATE TEMP TABLE incident_scope (scope_id SMALLINT NOT NULL, source VARCHAR NOT NULL, force_code VARCHAR NOT NULL)
