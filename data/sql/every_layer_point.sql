SELECT p.form, p.level, p.scope, p.area_code, p.x, p.y
FROM layer_point AS p
ORDER BY p.form, p.level, p.scope, p.area_code
