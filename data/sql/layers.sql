SELECT l.form, l.level, l.scope, l.digest, l.vintage, l.schematic, l.west, l.south, l.east, l.north
FROM layer AS l
ORDER BY l.form, l.level, l.scope
