SELECT p.area_code, p.ward_code, p.year, p.residents, p.households, p.basis
FROM part_population AS p
ORDER BY p.area_code, p.ward_code, p.year
