SELECT p.plan, p.content, p.files FROM plan AS p ORDER BY p.plan
