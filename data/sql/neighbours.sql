SELECT n.ward_code, n.other_code, n.kind FROM neighbour AS n ORDER BY n.ward_code, n.other_code
