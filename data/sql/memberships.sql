SELECT m.group_code, m.member_code, m.part, m.from_month, m.to_month
FROM membership AS m
ORDER BY m.group_code, m.member_code
