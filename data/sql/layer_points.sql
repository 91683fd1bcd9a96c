SELECT p.area_code, p.x, p.y
FROM layer_point AS p
WHERE p.form = $form AND p.level = $level AND p.scope = $scope
ORDER BY p.area_code
