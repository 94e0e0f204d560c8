INSERT INTO support_support (area_id, household_id, need, form, what, quantity, unit, value, given_on, class_on_day,
    source, programme, project, giver, occasion, again_because, recorded_by_name, recorded_at, taken_back_by_name,
    taken_back_because)
SELECT home.area_id, home.id, ('{{livelihood,housing,credit,study_support,health_insurance,nutrition,water,other}}'::text[])[1 + n % 8], CASE n % 3 WHEN 0 THEN 'money' ELSE 'goods' END, 'Hỗ trợ ' || n % 8, 1, 'suất',
    100000 * (1 + n % 40), make_date(year, 1 + n % 11, 1 + n * 7 % 26), home.class_today,
    ('{{programme,policy,policy,community,other}}'::text[])[1 + n % 5], 'poverty_reduction_2021_2025', '', 'Ủy ban nhân dân xã', '', '',
    'Người đo (dữ liệu tạo ra)', make_date(year, 12, 1), '', ''
FROM unit CROSS JOIN generate_series({first_year}, {last_year}) AS year JOIN homes ON homes.commune = unit.area CROSS JOIN LATERAL
    generate_series(0, 80 * CASE unit.times WHEN 1 THEN 1 ELSE 25 END - 1) AS n
JOIN home ON home.commune = unit.area AND home.place = (n + year * 13) % homes.many;
