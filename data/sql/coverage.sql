SELECT c.source, c.area_code, c.month, c.status, c.rows FROM coverage AS c ORDER BY c.source, c.area_code, c.month
