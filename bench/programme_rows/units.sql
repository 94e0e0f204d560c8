CREATE TEMP TABLE unit AS
SELECT area_id AS area, tier, CASE tier WHEN 3 THEN parent_id END AS province,
    CASE WHEN area_id = {first_commune} THEN {more} ELSE 1 END AS times,
    (area_id - {first_commune}) % {sampled} = 0 AS in_full
FROM areas_version WHERE tier IN (1, 3);
CREATE TEMP TABLE home AS
SELECT {first_commune} + (home.area_id - {first_village}) / {villages} AS commune, home.id, home.area_id,
    home.head_name, home.recorded_by_id, person.id AS person_id, ''::text AS class_today, false AS is_listed,
    (row_number() OVER (PARTITION BY (home.area_id - {first_village}) / {villages} ORDER BY home.id % 97, home.id))::int
        - 1 AS place
FROM households_household AS home
JOIN LATERAL (SELECT id FROM households_person WHERE household_id = home.id AND is_living
    ORDER BY relationship <> 'head', id LIMIT 1) AS person ON true
WHERE home.is_living;
CREATE TEMP TABLE homes AS SELECT commune, count(*)::int AS many FROM home GROUP BY commune;
UPDATE home SET is_listed = true, class_today = CASE WHEN place % 5 < 3 THEN 'poor' ELSE 'near_poor' END
FROM homes WHERE homes.commune = home.commune AND place < many * CASE WHEN many > 1000 THEN 0.15 ELSE 0.6 END;
CREATE UNIQUE INDEX ON home (commune, place);
ANALYZE unit, home, homes;
INSERT INTO households_recognition (household_id, recorded_by_id, valid, decision_number, decision_date, decided_by,
    household_class, list_year, standard, deprivations)
SELECT id, recorded_by_id, daterange('2025-12-10', NULL), '1/QĐ-UBND', '2025-12-10', 'Ủy ban nhân dân xã', class_today, 2025,
    'national_2022_2026', ('{{employment,dependency,nutrition,health_insurance,adult_education,housing_quality}}'::text[])
        [1 + place % 4:3 + place % 4]
FROM home WHERE is_listed;
UPDATE households_household AS household SET class_today = home.class_today, class_since = '2025-12-10'
FROM home WHERE home.id = household.id AND home.is_listed;
INSERT INTO households_need (household_id, recorded_by_id, valid, need, words)
SELECT id, recorded_by_id, daterange('2025-12-10', NULL),
    ('{{livelihood,housing,credit,study_support,health_insurance,nutrition,water,other}}'::text[])[1 + (place + n) % 8], ''
FROM home, generate_series(0, 1) AS n WHERE is_listed;
