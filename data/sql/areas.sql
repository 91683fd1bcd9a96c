SELECT a.code, a.name, a.level, a.parent, a.vintage, a.kind, a.longitude, a.latitude FROM area AS a ORDER BY a.level, a.name, a.code
