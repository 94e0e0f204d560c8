SELECT count(*) FROM budgets_line AS line JOIN (
    SELECT line_id, -coalesce(sum(amount) FILTER (WHERE account = 'given'), 0) AS given,
        coalesce(sum(amount) FILTER (WHERE account = 'unallocated'), 0) AS unallocated,
        coalesce(sum(amount) FILTER (WHERE account = 'passed'), 0) AS passed,
        coalesce(sum(amount) FILTER (WHERE account = 'allocated'), 0) AS allocated,
        coalesce(sum(amount) FILTER (WHERE account = 'paid'), 0) AS paid,
        coalesce(sum(amount) FILTER (WHERE account = 'settled'), 0) AS settled
    FROM budgets_posting GROUP BY line_id
) AS posted ON posted.line_id = line.id
WHERE (line.given, line.unallocated, line.passed, line.allocated, line.paid, line.settled)
    IS DISTINCT FROM (posted.given, posted.unallocated, posted.passed, posted.allocated, posted.paid, posted.settled)
