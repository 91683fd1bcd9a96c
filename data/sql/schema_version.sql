SELECT m.value FROM meta AS m WHERE m.key = 'schema_version'
