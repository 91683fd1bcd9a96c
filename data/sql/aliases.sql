SELECT a.parent, a.name, a.code FROM alias AS a ORDER BY a.parent, a.name
