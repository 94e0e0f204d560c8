INSERT INTO coordination_assignment (area_id, year, programme, project, organisation, key, part, state, why,
    confirmed_by_name, confirmed_at, ended_by_name, made_by_name, made_at)
SELECT area, year, 'poverty_reduction_2021_2025', ('{{1.1,1.2,2,3.1,3.2,4.1,4.2,4.3,5,6.1,6.2,7.1,7.2}}'::text[])[1 + n % 13], 'Tổ chức ' || n % 8 || part.place, 'to chuc ' || n % 8 || part.place,
    part.part, 'confirmed', '', 'Người đo (dữ liệu tạo ra)', make_date(year, 2, 1), '', 'Người đo (dữ liệu tạo ra)', make_date(year, 1, 25)
FROM unit, generate_series({first_year}, {last_year}) AS year, generate_series(0, 12) AS n,
    (VALUES ('lead', 0), ('cooperating', 1)) AS part (part, place);
INSERT INTO coordination_giventask (area_id, year, project, organisation, words, due, state, result, done_at,
    unit_id, made_by_name, made_at)
SELECT coalesce(province, area), year, ('{{1.1,1.2,2,3.1,3.2,4.1,4.2,4.3,5,6.1,6.2,7.1,7.2}}'::text[])[1 + n % 13], 'Tổ chức ' || n % 8, 'Việc được giao ' || n,
    make_date(year, 2 + n % 11, 15), told.state, CASE told.state WHEN 'done' THEN 'Đã xong' ELSE '' END,
    CASE told.state WHEN 'done' THEN make_date(year, 2 + n % 11, 10) END,
    CASE WHEN n % 3 = 0 AND tier = 3 THEN area END, 'Người đo (dữ liệu tạo ra)', make_date(year, 1, 25)
FROM unit, generate_series({first_year}, {last_year}) AS year, generate_series(0, 12 * unit.times - 1) AS n, LATERAL (
    SELECT CASE WHEN year < {last_year} OR n % 12 < 6 THEN 'done' WHEN n % 2 = 0 THEN 'doing' ELSE 'given' END
        AS state) AS told
WHERE tier = 3 AND n % 3 = 0 OR tier = 1;
INSERT INTO coordination_giventask (area_id, year, project, organisation, words, due, state, result, done_at,
    made_by_name, made_at)
SELECT area, year, ('{{1.1,1.2,2,3.1,3.2,4.1,4.2,4.3,5,6.1,6.2,7.1,7.2}}'::text[])[1 + n % 13], 'Tổ chức ' || n % 8, 'Việc được giao ' || n, make_date(year, 2 + n % 11, 15),
    told.state, CASE told.state WHEN 'done' THEN 'Đã xong' ELSE '' END,
    CASE told.state WHEN 'done' THEN make_date(year, 2 + n % 11, 10) END, 'Người đo (dữ liệu tạo ra)', make_date(year, 1, 25)
FROM unit, generate_series({first_year}, {last_year}) AS year, generate_series(0, 12 * unit.times - 1) AS n, LATERAL (
    SELECT CASE WHEN year < {last_year} OR n % 12 < 6 THEN 'done' WHEN n % 2 = 0 THEN 'doing' ELSE 'given' END
        AS state) AS told
WHERE tier = 3;
INSERT INTO coordination_taskstep (task_id, verb, words, due, made_by_name, made_at)
SELECT id, verb, 'Lời ghi', due, 'Người đo (dữ liệu tạo ra)', made_at FROM coordination_giventask,
    (VALUES ('give'), ('finish')) AS step (verb) WHERE verb = 'give' OR state = 'done';
INSERT INTO coordination_obstacle (area_id, handler_id, topic, project, title, words, due, state, answer,
    made_by_name, made_at)
SELECT area, CASE WHEN n % 4 = 0 THEN coalesce(province, area) ELSE area END,
    ('{{law,money,project,lists,people,data}}'::text[])[1 + n % 6], ('{{1.1,1.2,2,3.1,3.2,4.1,4.2,4.3,5,6.1,6.2,7.1,7.2}}'::text[])[1 + n % 13], 'Vướng mắc ' || n,
    'Nội dung vướng mắc', make_date(year, 3 + n % 10, 20), told.state,
    CASE told.state WHEN 'open' THEN '' ELSE 'Đã trả lời' END, 'Người đo (dữ liệu tạo ra)', make_date(year, 2, 20)
FROM unit, generate_series({first_year}, {last_year}) AS year, generate_series(0, 4 * unit.times - 1) AS n, LATERAL (
    SELECT CASE WHEN year < {last_year} THEN 'closed' WHEN n % 4 < 2 THEN 'open' ELSE 'answered' END AS state
) AS told;
INSERT INTO coordination_obstaclestep (obstacle_id, handler_id, verb, words, due, made_by_name, made_at)
SELECT id, handler_id, verb, 'Lời ghi', due, 'Người đo (dữ liệu tạo ra)', made_at FROM coordination_obstacle,
    (VALUES ('raise'), ('answer'), ('close')) AS step (verb)
WHERE verb = 'raise' OR state = 'closed' OR verb = 'answer' AND state = 'answered';
INSERT INTO coordination_follow (household_id, kind, follower, key, since, until, agreed, basis, ended_why,
    ended_by_name, made_by_name, made_at)
SELECT home.id, 'officer', 'Người theo dõi ' || place % 20, 'nguoi theo doi ' || place % 20 || past, until - 700,
    CASE WHEN past = 1 THEN until END, '', '', CASE past WHEN 1 THEN 'Hết hạn' ELSE '' END, '', 'Người đo (dữ liệu tạo ra)', until - 700
FROM home, (VALUES (0, date '2026-11-01'), (1, date '2024-11-01')) AS times (past, until)
WHERE is_listed AND place % 5 > 0;
INSERT INTO coordination_contact (follow_id, day, words, result, made_by_name, made_at)
SELECT id, since + 100 * n, 'Đến thăm hộ', 'Hộ có việc làm', 'Người đo (dữ liệu tạo ra)', since + 100 * n
FROM coordination_follow, generate_series(1, 4) AS n;
INSERT INTO coordination_householdplan (household_id, first, last, situation, aims, state, signed_by, signed_on,
    outcome, outcome_words, ended_on, ended_by_name, made_by_name, made_at)
SELECT id, day, day + 730, '{{"day": "2026-01-10", "class": "poor", "decision": "", "decided": "", "standard": "national_2022_2026",
        "deprivations": null, "causes": [], "needs": [], "flags": []}}', 'Ổn định đời sống', state, head_name, day, CASE state WHEN 'ended' THEN 'better' ELSE '' END,
    '', CASE state WHEN 'ended' THEN day + 730 END, '', 'Người đo (dữ liệu tạo ra)', day
FROM home, (VALUES (date '2026-01-10', 'agreed'), (date '2023-01-10', 'ended')) AS times (day, state)
WHERE class_today = 'poor' AND place % 6 = 0;
INSERT INTO coordination_householdplanstep (plan_id, words, who, due, state, result, changed_by_name, made_by_name,
    made_at)
SELECT id, 'Việc ' || n, 'Hội Nông dân', first + 150 * n, CASE WHEN n = 1 OR state = 'ended' THEN 'done' ELSE 'to_do' END,
    CASE WHEN n = 1 OR state = 'ended' THEN 'Đã làm' ELSE '' END, '', 'Người đo (dữ liệu tạo ra)', first
FROM coordination_householdplan, generate_series(1, 4) AS n;
INSERT INTO coordination_householdplanreview (plan_id, due, held_on, words, held_by_name, made_by_name, made_at)
SELECT id, first + 180 * n, CASE WHEN state = 'ended' THEN first + 180 * n END,
    CASE WHEN state = 'ended' THEN 'Đúng tiến độ' ELSE '' END, '', 'Người đo (dữ liệu tạo ra)', first
FROM coordination_householdplan, generate_series(1, 2) AS n;
INSERT INTO coordination_committee (area_id, name, number, decided_on, since, until, rules, ended_why, ended_by_name,
    stored, file_kind, file_size, file_sha256, made_by_name, made_at)
SELECT area, 'Ban chỉ đạo giảm nghèo', '1/QĐ-UBND', since, since, until, 'Quy chế', CASE WHEN until IS NULL THEN ''
    ELSE 'Kiện toàn' END, '', '', '', 0, '', 'Người đo (dữ liệu tạo ra)', since
FROM unit, (VALUES (date '2017-02-01', date '2021-01-31'), (date '2021-02-01', NULL)) AS times (since, until);
INSERT INTO coordination_committeemember (committee_id, name, post, role, is_woman, areas, matters, since,
    ended_why, made_by_name, made_at)
SELECT id, 'Thành viên ' || n, 'Chức vụ', CASE n WHEN 0 THEN 'head' WHEN 1 THEN 'deputy' ELSE 'member' END, n % 2 = 0,
    '{{}}', '', since, '', 'Người đo (dữ liệu tạo ra)', since
FROM coordination_committee, generate_series(0, 14) AS n;
INSERT INTO coordination_contactofficer (area_id, name, post, phone, email, since, ended_why, made_by_name, made_at)
SELECT area, 'Người đo (dữ liệu tạo ra)', 'Công chức', '0999000000', '', '2021-02-01', '', 'Người đo (dữ liệu tạo ra)', '2021-02-01' FROM unit;
INSERT INTO coordination_communitymeeting (area_id, day, place, led_by, attended, women, poor_households, words,
    stored, file_kind, file_size, file_sha256, made_by_name, made_at)
SELECT {first_village} + (area - {first_commune}) * {villages} + n % {villages}, make_date(year, 8, 1 + n % 25),
    'Nhà văn hóa thôn', 'Trưởng thôn', 40, 20, 6, '', '', '', 0, '', 'Người đo (dữ liệu tạo ra)', make_date(year, 8, 1)
FROM unit, generate_series({first_year}, {last_year}) AS year, generate_series(0, 5 * unit.times - 1) AS n WHERE tier = 3;
INSERT INTO coordination_communityproposal (meeting_id, title, words, project, votes, priority, state, why,
    plan_words, decided_by_name, made_by_name, made_at)
SELECT id, 'Đề xuất ' || n, '', ('{{1.1,1.2,2,3.1,3.2,4.1,4.2,4.3,5,6.1,6.2,7.1,7.2}}'::text[])[1 + n % 13], 20 + n, 1 + n, told.state, CASE told.state WHEN 'declined' THEN 'Chưa có nguồn'
    ELSE '' END, CASE told.state WHEN 'in_plan' THEN 'Kế hoạch năm sau' ELSE '' END, '', 'Người đo (dữ liệu tạo ra)', day
FROM coordination_communitymeeting, generate_series(0, 4) AS n, LATERAL (SELECT CASE WHEN day > '2026-01-01' AND n < 3
    THEN 'proposed' WHEN n < 2 THEN 'in_plan' WHEN n = 2 THEN 'accepted' ELSE 'declined' END AS state) AS told;
INSERT INTO coordination_conference (area_id, kind, title, day, place, programme, invited, attended, minutes, state,
    why, stored, file_kind, file_size, file_sha256, made_by_name, made_at)
SELECT area, CASE n WHEN 0 THEN 'preliminary' ELSE 'final' END, 'Hội nghị ' || year, make_date(year, 6 + 5 * n, 25),
    'Hội trường', 'Chương trình', 'Các phòng', 50, 'Biên bản', 'held', '', '', '', 0, '', 'Người đo (dữ liệu tạo ra)', make_date(year, 6, 1)
FROM unit, generate_series({first_year}, {last_year}) AS year, generate_series(0, 1) AS n;
INSERT INTO coordination_localdocument (area_id, number, kind, title, issuer, issued_on, since, until, ended_why,
    stored, file_kind, file_size, file_sha256, made_by_name, made_at)
SELECT area, n || '/QĐ-UBND', 'decision', 'Quyết định về giảm nghèo ' || n, 'Ủy ban nhân dân', make_date(year, 3, 1 + n),
    make_date(year, 3, 1 + n), CASE WHEN n < 2 THEN make_date(year, 12, 31) END, CASE WHEN n < 2 THEN 'Hết hạn' ELSE '' END,
    '', '', 0, '', 'Người đo (dữ liệu tạo ra)', make_date(year, 3, 1)
FROM unit, generate_series({first_year}, {last_year}) AS year, generate_series(0, 4) AS n;
INSERT INTO coordination_amendment (area_id, instrument, document_id, point, trouble, proposal, state, sent, answer,
    made_by_name, made_at)
SELECT area_id, '', id, 'Điều 1', 'Khó làm', 'Sửa', 'noted', '', '', 'Người đo (dữ liệu tạo ra)', issued_on
FROM coordination_localdocument WHERE number = '1/QĐ-UBND';
