CREATE TEMP TABLE amount AS
SELECT area, province, year, n, given, given * 9 / 10 AS shared, given * 36 / 100 AS first_paid,
    given * 27 / 100 AS then_paid
FROM (SELECT area, province, year, n, 1000000 * (100 + 3 * n + area % 50)::bigint AS given
    FROM unit, generate_series({first_year}, {last_year}) AS year, generate_series(0, 29) AS n WHERE tier = 3) AS made;
INSERT INTO budgets_line (area_id, year, origin_year, programme, project, nature, source, use, item, given, unallocated,
    passed, split, allocated, advanced, paid, settled, carried, cancelled, given_on, allocated_on, paid_on)
SELECT area, year, year, 'poverty_reduction_2021_2025', ('{{1.1,1.2,2,3.1,3.2,4.1,4.2,4.3,5,6.1,6.2,7.1,7.2,1,4}}'::text[])[1 + n % 15],
    CASE WHEN n % 15 < 2 THEN 'investment_fund' ELSE 'recurrent_fund' END,
    CASE WHEN n < 15 THEN 'central' ELSE 'counterpart' END,
    CASE WHEN n % 15 IN (2, 3) THEN CASE WHEN n < 15 OR area % 9 = 0 THEN 'direct_production' ELSE 'other_production' END
        ELSE '' END,
    CASE WHEN n % 15 IN (0, 2, 3) THEN 'Công trình, dự án ' || n % 15 ELSE '' END, given, given - shared, 0, 0,
    shared - first_paid - then_paid, 0, CASE WHEN year < {last_year} THEN 0 ELSE first_paid + then_paid END,
    CASE WHEN year < {last_year} THEN first_paid + then_paid ELSE 0 END, 0, 0, make_date(year, 2, 1), make_date(year, 3, 1),
    make_date(year, 10, 10)
FROM amount;
INSERT INTO budgets_line (area_id, year, origin_year, programme, project, nature, source, use, item, given, unallocated,
    passed, split, allocated, advanced, paid, settled, carried, cancelled, given_on)
SELECT province, year, year, 'poverty_reduction_2021_2025', ('{{1.1,1.2,2,3.1,3.2,4.1,4.2,4.3,5,6.1,6.2,7.1,7.2,1,4}}'::text[])[1 + n % 15],
    CASE WHEN n % 15 < 2 THEN 'investment_fund' ELSE 'recurrent_fund' END,
    CASE WHEN n < 15 THEN 'central' ELSE 'counterpart' END, '', '', sum(given), 0, sum(given), 0, 0, 0, 0, 0, 0, 0,
    make_date(year, 1, 15)
FROM amount GROUP BY province, year, n;
INSERT INTO budgets_decision (area_id, kind, year, number, day, issuer, title, stored, file_kind, size, sha256,
    drawn_by_id, drawn_by_name, drawn_at, put_in_force_by_id, put_in_force_by_name, put_in_force_at, ended_by_name,
    ended_why)
SELECT area, kind, year, '1' || year || '/QĐ-UBND', day, 'Ủy ban nhân dân', 'Quyết định về kinh phí năm ' || year, '', '', 0,
    '', 1, 'Người đo (dữ liệu tạo ra)', day, 2, 'Người đo (dữ liệu tạo ra)', day, '', ''
FROM unit, generate_series({first_year}, {last_year}) AS year, LATERAL (VALUES ('receive', make_date(year, 1, 15), 1), ('allocate', make_date(year, 2, 1), 1),
    ('allocate', make_date(year, 3, 1), 3), ('settle', make_date(year + 1, 3, 1), 3)) AS one (kind, day, of_tier)
WHERE of_tier = tier AND (kind <> 'settle' OR year < {last_year});
CREATE TEMP TABLE line AS
SELECT line.id, line.area_id, line.year, line.project, line.nature, line.source, amount.n, amount.province,
    amount.given, amount.shared, amount.first_paid, amount.then_paid
FROM budgets_line AS line JOIN amount ON amount.area = line.area_id AND amount.year = line.year
    AND line.project = ('{{1.1,1.2,2,3.1,3.2,4.1,4.2,4.3,5,6.1,6.2,7.1,7.2,1,4}}'::text[])[1 + n % 15] AND line.source = CASE WHEN n < 15 THEN 'central' ELSE 'counterpart' END;
CREATE TEMP TABLE above AS SELECT id, area_id, year, project, source, given FROM budgets_line WHERE passed > 0;
ANALYZE line, above;
INSERT INTO budgets_decisionline (decision_id, line_id, from_line_id, account, amount, note)
SELECT decision.id, line.id, above.id, '', line.given, ''
FROM line JOIN above ON above.area_id = line.province AND (above.year, above.project, above.source) =
    (line.year, line.project, line.source)
JOIN budgets_decision AS decision ON decision.area_id = line.province AND decision.year = line.year
    AND decision.kind = 'allocate'
UNION ALL SELECT decision.id, line.id, line.id, '', line.shared, ''
FROM line JOIN budgets_decision AS decision ON decision.area_id = line.area_id AND decision.year = line.year
    AND decision.kind = 'allocate';
INSERT INTO budgets_entry (area_id, kind, year, day, decision_id, voucher, payee, why, made_by_name, made_at)
SELECT area_id, kind, year, day, id, '', '', '', 'Người đo (dữ liệu tạo ra)', day FROM budgets_decision
UNION ALL SELECT area, 'pay', year, make_date(year, 4 + n / 2, 10), NULL, 'CT' || year || '-' || n, 'Đơn vị thi công', '',
    'Người đo (dữ liệu tạo ra)', make_date(year, 4 + n / 2, 10)
FROM unit, generate_series({first_year}, {last_year}) AS year, generate_series(0, 11) AS n WHERE tier = 3;
CREATE TEMP TABLE entry AS SELECT id, area_id, kind, year, day, voucher FROM budgets_entry;
ANALYZE entry;
INSERT INTO budgets_posting (entry_id, line_id, area_id, year, day, account, amount)
SELECT entry.id, line.id, line.area_id, line.year, entry.day, leg.account, leg.amount
FROM line JOIN entry ON entry.area_id = line.province AND entry.year = line.year AND entry.kind = 'allocate',
    LATERAL (VALUES ('given', -given), ('unallocated', given)) AS leg (account, amount)
UNION ALL SELECT entry.id, above.id, above.area_id, above.year, entry.day, leg.account, leg.amount
FROM above JOIN entry USING (area_id, year), LATERAL (VALUES ('receive', 'given', -given),
    ('receive', 'unallocated', given), ('allocate', 'unallocated', -given), ('allocate', 'passed', given))
    AS leg (kind, account, amount) WHERE leg.kind = entry.kind
UNION ALL SELECT entry.id, line.id, line.area_id, line.year, entry.day, leg.account, leg.amount
FROM line JOIN entry USING (area_id, year), LATERAL (VALUES
    ('allocate', '', 'unallocated', -shared), ('allocate', '', 'allocated', shared),
    ('pay', 'CT' || year || '-' || n % 6, 'allocated', -first_paid), ('pay', 'CT' || year || '-' || n % 6, 'paid', first_paid),
    ('pay', 'CT' || year || '-' || 6 + n % 6, 'allocated', -then_paid), ('pay', 'CT' || year || '-' || 6 + n % 6, 'paid', then_paid),
    ('settle', '', 'paid', -first_paid - then_paid), ('settle', '', 'settled', first_paid + then_paid))
    AS leg (kind, voucher, account, amount) WHERE leg.kind = entry.kind AND leg.voucher = entry.voucher;
INSERT INTO budgets_estimate (area_id, year, programme, project, nature, source, use, item, asked, ground, found_right,
    appraised_why, state, made_by_id, made_by_name, made_at, appraised_by_id, appraised_by_name)
SELECT area, year, 'poverty_reduction_2021_2025', ('{{1.1,1.2,2,3.1,3.2,4.1,4.2,4.3,5,6.1,6.2,7.1,7.2,1,4}}'::text[])[1 + n], 'recurrent_fund', 'central', '', '', 200000000, 'Nhu cầu của xã',
    CASE WHEN year < {last_year} THEN 150000000 END, '', CASE WHEN year < {last_year} THEN 'appraised' ELSE 'need' END, 1, 'Người đo (dữ liệu tạo ra)',
    make_date(year, 1, 5), CASE WHEN year < {last_year} THEN 2 END, ''
FROM unit, generate_series({first_year}, {last_year}) AS year, generate_series(0, 9) AS n WHERE tier = 3;
