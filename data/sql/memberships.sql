SELECT m.group_code, m.member_code FROM membership AS m ORDER BY m.group_code, m.member_code
