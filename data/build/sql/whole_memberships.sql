-- Memberships of the areas that are the same whole members in every month: only those may be shown on fixed tables.
SELECT m.group_code, m.member_code
FROM membership AS m
WHERE m.group_code NOT IN (
    SELECT c.group_code FROM membership AS c WHERE c.part OR c.from_month IS NOT NULL OR c.to_month IS NOT NULL
)
ORDER BY m.group_code, m.member_code
