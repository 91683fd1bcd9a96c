SELECT p.area_code, p.year, p.residents, p.households, p.basis FROM population AS p ORDER BY p.area_code, p.year
