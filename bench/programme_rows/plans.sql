INSERT INTO programmes_unitplan (area_id, programme, first_year, last_year, title, is_received, issuer, place,
    state, said, parent_number, parent_issuer, number, day, signer, capacity, why, drawn_by_name, drawn_at,
    handed_up_by_name, issued_by_name, issued_at, ended_by_name)
SELECT area, 'poverty_reduction_2021_2025', years.first, years.last, 'Kế hoạch giảm nghèo ' || years.last, false,
    'Ủy ban nhân dân đơn vị ' || area, '', CASE WHEN years.last = years.first THEN 'issued' ELSE 'ended' END,
    jsonb_build_object('aims', jsonb_build_array(repeat('Giảm nghèo bền vững. ', 10)), 'solutions',
        jsonb_build_array(jsonb_build_object('title', 'Giải pháp', 'contents', jsonb_build_array(
            repeat('Nâng cao nhận thức. ', 12), repeat('Huy động nguồn lực. ', 12))))),
    '', '', '1/KH-UBND', make_date(years.first, 1, 20), 'Người đo (dữ liệu tạo ra)', 'CHỦ TỊCH',
    CASE WHEN years.last = years.first THEN '' ELSE 'Hết giai đoạn' END, 'Người đo (dữ liệu tạo ra)', now(), '', 'Người đo (dữ liệu tạo ra)',
    make_date(years.first, 1, 20), ''
FROM (SELECT area FROM unit UNION ALL SELECT 1) AS all_units, (
    SELECT year AS first, year AS last FROM generate_series({first_year}, {last_year}) AS year UNION ALL VALUES (2017, 2020), (2021, 2025)) AS years;
CREATE TEMP TABLE plan AS SELECT id, area_id, first_year AS year FROM programmes_unitplan
    WHERE first_year = last_year;
INSERT INTO programmes_plantarget (plan_id, position, wording, framework, indicator, kind, comparator, value,
    unit, decimals, each_year, rises, "group", is_carried)
SELECT id, n, 'Chỉ tiêu ' || n || ' của kế hoạch', '', '', 'at_least', '', 10 + n, '%', 0, false, true, '', false
FROM programmes_unitplan, generate_series(1, 12) AS n;
INSERT INTO programmes_planshare (target_id, area_id, year, value)
SELECT target.id, plan.area_id, plan.year, target.value FROM programmes_plantarget AS target
JOIN plan ON plan.id = target.plan_id;
INSERT INTO programmes_planshare (target_id, area_id, year, value)
SELECT target.id, unit.area, plan.year, target.value FROM programmes_plantarget AS target
JOIN plan ON plan.id = target.plan_id
JOIN unit ON unit.area <> plan.area_id AND (unit.province = plan.area_id AND unit.tier = 3
    OR plan.area_id = 1 AND unit.tier = 1);
INSERT INTO programmes_planproject (plan_id, position, code, label, name, in_scope, objective, target_groups,
    contents, lead, cooperating, funding)
SELECT id, n, ('{{1.1,1.2,2,3.1,3.2,4.1,4.2,4.3,5,6.1,6.2,7.1,7.2}}'::text[])[1 + n % 13], 'Dự án ' || n, 'Dự án ' || n, true, 'Mục tiêu', '["Hộ nghèo"]', '["Nội dung"]',
    '["Phòng Kinh tế"]', '["Hội Nông dân"]', '["Ngân sách trung ương"]'
FROM programmes_unitplan, generate_series(0, 12) AS n;
INSERT INTO programmes_plantask (plan_id, position, organisation, what, due_on, due, project)
SELECT id, n, 'Tổ chức ' || n, 'Chủ trì, phối hợp thực hiện nội dung được giao', make_date(first_year, 11, 30),
    '', ('{{1.1,1.2,2,3.1,3.2,4.1,4.2,4.3,5,6.1,6.2,7.1,7.2}}'::text[])[1 + n % 13]
FROM programmes_unitplan, generate_series(0, 11) AS n;
INSERT INTO programmes_planactual (target_id, area_id, year, value, words, proof, made_by_name, made_at)
SELECT target.id, plan.area_id, plan.year, target.value - 1, '', 'Báo cáo năm', 'Người đo (dữ liệu tạo ra)',
    make_date(plan.year, 11, 1)
FROM programmes_plantarget AS target JOIN plan ON plan.id = target.plan_id WHERE target.position <= 6;
