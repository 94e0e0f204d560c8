INSERT INTO activities_officer (area_id, full_name, sort_key, sex, position, organisation, since, ended_why,
    made_by_name, made_at)
SELECT area, 'Cán bộ đo ' || n, 'can bo do ' || n, CASE n % 2 WHEN 0 THEN 'female' ELSE 'male' END,
    'official', '', '2017-01-01', '', 'Người đo (dữ liệu tạo ra)', '2017-01-01'
FROM unit, generate_series(0, 7) AS n;
INSERT INTO activities_activity (area_id, year, programme, project, kind, title, owner_kind, owner_name, place, first,
    last, said, state, why, approval, made_by_name, made_at, submitted_by_id, approved_by_id, finished_by_id,
    accepted_by_id, accepted_on)
SELECT area, year, 'poverty_reduction_2021_2025', ('{{1.1,1.2,2,3.1,3.2,4.1,4.2,4.3,5,6.1,6.2,7.1,7.2}}'::text[])[1 + n % 13], ('{{model,in_kind_support,household_training,household_guidance,extension,small_works,communication_session,policy_dialogue,child_nutrition,school_meals,officer_training,in_kind_support,household_training,start_up,communication_product,value_chain,emulation,mother_and_child,household_guidance,communication_session}}'::text[])[1 + n % 20],
    'Hoạt động ' || n || ' năm ' || year, '', '', 'Thôn ' || n % {villages}, days.first, days.first + 20 + n % 60,
    jsonb_build_object('cost_planned', 1000000 * (10 + n), 'audience', 30 + n, 'users', 100, 'copies', 500, 'meals', 200,
        'subject', 'Kỹ thuật sản xuất', 'objective', 'Tăng thu nhập'), told.state,
    CASE told.state WHEN 'dropped' THEN 'Không còn nguồn' ELSE '' END, '', 'Người đo (dữ liệu tạo ra)', make_date(year, 1, 10),
    CASE WHEN told.state <> 'draft' THEN 1 END, CASE WHEN told.state NOT IN ('draft', 'submitted') THEN 2 END,
    CASE WHEN told.state IN ('done', 'accepted') THEN 1 END, CASE told.state WHEN 'accepted' THEN 2 END,
    CASE told.state WHEN 'accepted' THEN days.first + 25 + n % 60 END
FROM unit, generate_series({first_year}, {last_year}) AS year, generate_series(0, 20 * CASE unit.times WHEN 1 THEN 1 ELSE 3 END - 1) AS n, LATERAL (
    SELECT make_date(year, 1 + n % 11, 2 + n * 7 % 25) AS first) AS days, LATERAL (
    SELECT CASE WHEN n % 20 = 19 THEN 'dropped' WHEN year < {last_year} OR n % 20 < 11 THEN 'accepted'
        WHEN n % 20 < 13 THEN 'done' WHEN n % 20 < 16 THEN 'going_on' WHEN n % 20 = 16 THEN 'submitted' ELSE 'draft'
        END AS state) AS told;
CREATE TEMP TABLE full_one AS
SELECT activity.id, activity.area_id, activity.year, activity.kind, activity.first, activity.state,
    row_number() OVER (PARTITION BY activity.area_id ORDER BY activity.id)::int AS turn
FROM activities_activity AS activity JOIN unit ON unit.area = activity.area_id
WHERE (unit.in_full OR year = {last_year}) AND activity.state <> 'dropped';
INSERT INTO activities_step (activity_id, area_id, verb, before, after, day, words, by_name, at)
SELECT one.id, area_id, verb, before, after, first + later, '', 'Người đo (dữ liệu tạo ra)', first + later FROM full_one AS one, (VALUES
    ('submit', 'draft', 'submitted', 0), ('approve', 'submitted', 'approved', 3), ('begin', 'approved', 'going_on', 5),
    ('finish', 'going_on', 'done', 20), ('accept', 'done', 'accepted', 25)) AS step (verb, before, after, later)
WHERE state = 'accepted' OR later <= 5 AND state IN ('done', 'going_on');
INSERT INTO activities_participant (activity_id, area_id, household_id, person_id, village_id, name, standing, "group",
    reason, again_because, is_woman, is_minority, entered_on, entered_by_name, entered_at, left_why)
SELECT one.id, one.area_id, home.id, CASE WHEN kind IN ('model', 'in_kind_support', 'value_chain', 'emulation',
        'household_guidance', 'extension') THEN NULL ELSE home.person_id END,
    home.area_id, home.head_name, home.class_today, CASE WHEN home.is_listed THEN home.class_today ELSE '' END,
    CASE WHEN home.is_listed THEN '' ELSE 'Theo đề nghị của thôn' END, '', n % 2 = 0, n % 3 = 0, one.first, 'Người đo (dữ liệu tạo ra)',
    one.first, ''
FROM full_one AS one JOIN homes ON homes.commune = one.area_id CROSS JOIN generate_series(0, 11) AS n
JOIN home ON home.commune = one.area_id AND home.place = (n + one.turn * 7) % homes.many
WHERE kind NOT IN ('small_works', 'communication_product', 'officer_training') AND n < homes.many;
INSERT INTO activities_participant (activity_id, area_id, officer_id, village_id, name, standing, "group", reason,
    again_because, is_woman, entered_on, entered_by_name, entered_at, left_why)
SELECT one.id, one.area_id, officer.id, one.area_id, officer.full_name, '', '', '', '', officer.sex = 'female', one.first,
    'Người đo (dữ liệu tạo ra)', one.first, ''
FROM full_one AS one JOIN activities_officer AS officer USING (area_id) WHERE kind = 'officer_training';
INSERT INTO activities_gathering (activity_id, area_id, day, topic, place, by_name, at)
SELECT id, area_id, first + n, 'Buổi ' || n, 'Nhà văn hóa', 'Người đo (dữ liệu tạo ra)', first + n FROM full_one, generate_series(1, 2) AS n
WHERE kind IN ('household_training', 'extension', 'communication_session', 'policy_dialogue', 'child_nutrition',
    'school_meals', 'officer_training', 'mother_and_child');
INSERT INTO activities_attendance (activity_id, area_id, gathering_id, participant_id, present, by_name, at)
SELECT gathering.activity_id, gathering.area_id, gathering.id, participant.id, participant.id % 10 > 0, 'Người đo (dữ liệu tạo ra)',
    gathering.at
FROM activities_gathering AS gathering JOIN activities_participant AS participant USING (activity_id)
WHERE gathering.topic = 'Buổi 1';
INSERT INTO activities_homevisit (activity_id, area_id, participant_id, day, by_whom, found, has_result, by_name, at)
SELECT activity_id, participant.area_id, participant.id, entered_on + 9, 'Người đo (dữ liệu tạo ra)', 'Hộ làm tốt', true, 'Người đo (dữ liệu tạo ra)', entered_on + 9
FROM activities_participant AS participant JOIN full_one AS one ON one.id = activity_id
WHERE kind IN ('household_guidance', 'model');
INSERT INTO activities_question (activity_id, area_id, asked_by, words, answer, answered_by, answered_on, by_name, at)
SELECT id, area_id, '', 'Câu hỏi ' || n, 'Trả lời', 'Người đo (dữ liệu tạo ra)', first + 1, 'Người đo (dữ liệu tạo ra)', first + 1
FROM full_one, generate_series(1, 4) AS n WHERE kind = 'policy_dialogue';
CREATE TEMP TABLE handed AS
SELECT nextval(pg_get_serial_sequence('support_support', 'id')) AS id, participant.id AS participant_id,
    participant.activity_id, participant.area_id AS unit_id, participant.village_id, participant.household_id,
    participant.name, participant.standing, one.first + 6 AS day
FROM activities_participant AS participant JOIN full_one AS one ON one.id = participant.activity_id
WHERE one.kind IN ('model', 'in_kind_support') AND one.state <> 'draft';
INSERT INTO support_support (id, area_id, household_id, need, form, what, quantity, unit, value, given_on, class_on_day,
    source, programme, project, giver, occasion, again_because, recorded_by_name, recorded_at, taken_back_by_name,
    taken_back_because)
SELECT id, village_id, household_id, 'livelihood', 'goods', 'Bò cái sinh sản', 1, 'con', 15000000, day, standing,
    'programme', 'poverty_reduction_2021_2025', '2', '', 'activity:' || activity_id, '', 'Người đo (dữ liệu tạo ra)', day, '', '' FROM handed;
INSERT INTO activities_thing (activity_id, area_id, participant_id, item, received_by, norm, support_id)
SELECT activity_id, unit_id, participant_id, 'cattle', name, '', id FROM handed;
INSERT INTO activities_asset (area_id, kind, name, place, since, ended_why, made_by_name, made_at)
SELECT area, 'loudspeaker', 'Cụm loa ' || n, 'Thôn ' || n, '2018-01-01', '', 'Người đo (dữ liệu tạo ra)', '2018-01-01'
FROM unit, generate_series(0, 9) AS n;
INSERT INTO activities_assetreport (asset_id, area_id, day, state, words, by_name, at)
SELECT id, area_id, make_date(year, 6, 1), CASE WHEN id % 7 = 0 THEN 'broken' ELSE 'works' END, '', 'Người đo (dữ liệu tạo ra)', now()
FROM activities_asset, generate_series(2019, {last_year}) AS year;
