SELECT m.key, m.value FROM meta AS m ORDER BY m.key
