INSERT INTO papers_issuedpaper (area_id, kind, title, issuer, check_code, content, content_hash, layout,
    is_demonstration, state, sign, number, day, reason, drawn_up_at, drawn_up_by_name, issued_by_name, ended_by_name)
SELECT area, 'fund_receipt', 'Phiếu', 'Ban vận động Quỹ', 'DO' || area, '{{}}', repeat('0', 64), '', true, 'draft', '', '',
    NULL, '', '2017-01-02', 'Người đo (dữ liệu tạo ra)', '', '' FROM unit;
INSERT INTO fund_donor (area_id, kind, name, sort_key, contact, is_named, recorded_by_name, recorded_at)
SELECT area, 'enterprise', 'Nhà tài trợ đo ' || n, 'nha tai tro do ' || n, '', n % 2 = 0, 'Người đo (dữ liệu tạo ra)', '2017-01-02'
FROM unit, generate_series(0, 29) AS n;
INSERT INTO fund_campaign (area_id, kind, name, first, last, aim, opened_by_name, opened_at, ended_because)
SELECT area, kind, 'Đợt vận động ' || year, make_date(year, month, 1), make_date(year, month, 28), 100000000, 'Người đo (dữ liệu tạo ra)',
    make_date(year, month, 1), ''
FROM unit, generate_series({first_year}, {last_year}) AS year, (VALUES ('new_year', 1), ('day_for_the_poor', 10), ('peak_month', 11)) AS one (kind, month);
INSERT INTO fund_pledge (area_id, donor_id, campaign_id, amount, goods, day, due, recorded_by_name, recorded_at, kept_at,
    ended_because)
SELECT area_id, (SELECT min(id) FROM fund_donor AS donor WHERE donor.area_id = campaign.area_id), id, 5000000, '', first,
    last, 'Người đo (dữ liệu tạo ra)', first, CASE WHEN first < '{last_year}-01-01' THEN last END, ''
FROM fund_campaign AS campaign, generate_series(1, 3);
CREATE TEMP TABLE came AS
SELECT nextval(pg_get_serial_sequence('fund_bookentry', 'id')) AS id, area, year, n,
    make_date(year, 1 + (n % 20) / 2, 3 + n % 20) AS day, 500000 * (1 + n % 20)::bigint AS amount
FROM unit, generate_series({first_year}, {last_year}) AS year, generate_series(0, 20 * unit.times - 1) AS n;
CREATE TEMP TABLE donor AS SELECT id, area_id, row_number() OVER (PARTITION BY area_id ORDER BY id)::int - 1 AS place
    FROM fund_donor;
CREATE TEMP TABLE paper AS SELECT id, area_id FROM papers_issuedpaper;
CREATE TEMP TABLE campaign AS SELECT min(id) AS id, area_id, extract(year FROM first)::int AS year
    FROM fund_campaign GROUP BY 2, 3;
ANALYZE came, donor, paper, campaign;
INSERT INTO fund_bookentry (id, area_id, kind, day, sentence, reason, recorded_by_name, recorded_at)
SELECT id, area, 'receipt', day, 'Thu ủng hộ', '', 'Người đo (dữ liệu tạo ra)', day FROM came;
INSERT INTO fund_line (area_id, entry_id, day, account, campaign_id, purpose, quantity, amount)
SELECT area, came.id, day, leg.account, CASE leg.account WHEN 'income' THEN campaign.id END, '', 0, leg.amount
FROM came JOIN campaign ON campaign.area_id = came.area AND campaign.year = came.year,
    LATERAL (VALUES ('cash', came.amount), ('income', -came.amount)) AS leg (account, amount);
INSERT INTO fund_receipt (area_id, year, number, day, donor_id, campaign_id, account, amount, what_for, handed_by,
    entry_id, paper_id, recorded_by_name, recorded_at, cancelled_by_name, cancelled_because)
SELECT came.area, came.year, n + 1, day, donor.id, campaign.id, 'cash', amount, '', '', came.id, paper.id, 'Người đo (dữ liệu tạo ra)', day, '', ''
FROM came JOIN donor ON donor.area_id = came.area AND donor.place = came.n % 30
JOIN paper ON paper.area_id = came.area
JOIN campaign ON campaign.area_id = came.area AND campaign.year = came.year;
INSERT INTO fund_meeting (area_id, day, place, chair, present, minutes, state, drawn_by_id, drawn_by_name, drawn_at,
    settled_by_id, settled_by_name, because)
SELECT area, make_date(year, 4 + 3 * n, 20), 'Trụ sở', 'Người đo (dữ liệu tạo ra)', 'Các thành viên', '', 'confirmed', 1, 'Người đo (dữ liệu tạo ra)',
    make_date(year, 4 + 3 * n, 20), 2, 'Người đo (dữ liệu tạo ra)', ''
FROM unit, generate_series({first_year}, {last_year}) AS year, generate_series(0, 1) AS n WHERE tier = 3;
INSERT INTO fund_helpcase (area_id, unit_id, household_id, purpose, need, what, why, asked, asked_goods, is_sudden,
    proposer, day, state, proposed_by_name, proposed_at, granted, decided_on, because)
SELECT home.area_id, unit.area, home.id, ('{{housing,production,schooling,illness}}'::text[])[1 + n % 4],
    ('{{housing,livelihood,study_support,social_assistance}}'::text[])[1 + n % 4], 'Hỗ trợ', 'Hoàn cảnh khó khăn', 2000000,
    '', false, 'Trưởng thôn', make_date(year, 3 + n % 4, 5), told.state, 'Người đo (dữ liệu tạo ra)', make_date(year, 3, 5),
    CASE WHEN told.state IN ('delivered', 'approved') THEN 1500000 END, make_date(year, 7, 20),
    CASE WHEN told.state IN ('declined', 'dropped') THEN 'Chưa có nguồn' ELSE '' END
FROM unit CROSS JOIN generate_series({first_year}, {last_year}) AS year JOIN homes ON homes.commune = unit.area CROSS JOIN LATERAL
    generate_series(0, 8 * unit.times - 1) AS n
JOIN home ON home.commune = unit.area AND home.place = (n * 3 + year * 11) % homes.many, LATERAL (
    SELECT CASE WHEN n % 8 < 5 THEN 'delivered' WHEN n % 8 = 5 THEN 'declined' WHEN year < {last_year} THEN 'dropped'
        WHEN n % 8 = 6 THEN 'approved' ELSE 'proposed' END AS state) AS told;
INSERT INTO fund_ruling (area_id, meeting_id, case_id, is_approved, amount, reason)
SELECT meeting.area_id, meeting.id, asked.id, asked.granted IS NOT NULL, asked.granted, asked.because
FROM fund_helpcase AS asked JOIN fund_meeting AS meeting ON meeting.area_id = asked.unit_id AND meeting.day = asked.decided_on
WHERE asked.state <> 'proposed' AND asked.state <> 'dropped';
CREATE TEMP TABLE handed_over AS
SELECT asked.id AS case_id, asked.unit_id, asked.area_id, asked.household_id, asked.purpose, asked.need, asked.granted,
    extract(year FROM asked.day)::int AS year, make_date(extract(year FROM asked.day)::int, 11, 5) AS day,
    row_number() OVER (PARTITION BY asked.unit_id, extract(year FROM asked.day) ORDER BY asked.id) AS number,
    nextval(pg_get_serial_sequence('fund_bookentry', 'id')) AS entry_id,
    nextval(pg_get_serial_sequence('support_support', 'id')) AS support_id
FROM fund_helpcase AS asked WHERE asked.state = 'delivered';
INSERT INTO fund_bookentry (id, area_id, kind, day, sentence, reason, recorded_by_name, recorded_at)
SELECT entry_id, unit_id, 'delivery', day, 'Chi hỗ trợ', '', 'Người đo (dữ liệu tạo ra)', day FROM handed_over;
INSERT INTO fund_line (area_id, entry_id, day, account, purpose, quantity, amount)
SELECT unit_id, entry_id, day, leg.account, CASE leg.account WHEN 'outlay' THEN purpose ELSE '' END, 0, leg.amount
FROM handed_over, LATERAL (VALUES ('cash', -granted), ('outlay', granted)) AS leg (account, amount);
INSERT INTO support_support (id, area_id, household_id, need, form, what, value, unit, given_on, class_on_day, source,
    programme, project, giver, occasion, again_because, recorded_by_name, recorded_at, taken_back_by_name,
    taken_back_because)
SELECT support_id, area_id, household_id, need, 'money', 'Hỗ trợ', granted, '', day, 'poor', 'fund', '', '', 'Quỹ', 'case:' || case_id,
    '', 'Người đo (dữ liệu tạo ra)', day, '', '' FROM handed_over;
INSERT INTO fund_delivery (area_id, case_id, year, number, day, receiver, account, amount, again_because, entry_id,
    money_support_id, paper_id, recorded_by_name, recorded_at, cancelled_by_name, cancelled_because)
SELECT unit_id, case_id, year, number, day, 'Người đo (dữ liệu tạo ra)', 'cash', granted, '', entry_id, support_id, paper.id, 'Người đo (dữ liệu tạo ra)', day, '', ''
FROM handed_over JOIN paper ON paper.area_id = unit_id;
INSERT INTO fund_proof (area_id, delivery_id, stored, kind, title, size, sha256, recorded_by_name, recorded_at)
SELECT area_id, id, 'none', 'jpg', 'Ảnh', 1, repeat('0', 64), 'Người đo (dữ liệu tạo ra)', day FROM fund_delivery WHERE id % 50 > 0;
INSERT INTO fund_balance (area_id, account, amount, quantity)
SELECT area_id, account, sum(amount), 0 FROM fund_line WHERE account = 'cash' GROUP BY area_id, account;
INSERT INTO fund_sponsor (area_id, kind, name, sort_key, contact, recorded_by_name, recorded_at)
SELECT area, 'association', 'Hội đỡ đầu ' || n, 'hoi do dau ' || n, '', 'Người đo (dữ liệu tạo ra)', '2017-01-02'
FROM unit, generate_series(0, 9) AS n WHERE tier = 3;
CREATE TEMP TABLE sponsor AS SELECT id, area_id, row_number() OVER (PARTITION BY area_id ORDER BY id)::int - 1 AS place
    FROM fund_sponsor;
INSERT INTO fund_sponsorship (area_id, unit_id, sponsor_id, household_id, promise, first, recorded_by_name, recorded_at,
    ended_on, ended_because, result)
SELECT home.area_id, home.commune, sponsor.id, home.id, 'Giúp con giống', '2019-01-01', 'Người đo (dữ liệu tạo ra)', '2019-01-01',
    CASE WHEN home.place % 2 = 0 THEN date '2023-01-01' END, CASE WHEN home.place % 2 = 0 THEN 'Hết hạn' ELSE '' END,
    CASE WHEN home.place % 2 = 0 THEN 'Hộ khá lên' ELSE '' END
FROM home JOIN sponsor ON sponsor.area_id = home.commune AND sponsor.place = home.place % 10
WHERE home.is_listed AND home.place % 3 = 0;
