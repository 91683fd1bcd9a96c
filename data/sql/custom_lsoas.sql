SELECT c.group_code, c.lsoa, c.given, c.inside, c.from_month, c.to_month
FROM custom_lsoa AS c
ORDER BY c.group_code, c.lsoa
