SELECT a.plan, a.id, a.action, a.priorities, a.indicators, a.strand, a.measurement, a.lead, a.partners, a.grade,
    a.due, a.due_on, a.status, a.progress, a.first_month, a.last_month, a.file_id, a.row_number
FROM action AS a
ORDER BY a.plan, a.number
