"""What must hold of every household whatever its answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measurement import generated as gen

from giamngheo.law.vocabulary.standards import HouseholdClass
from giamngheo.measurement.run import classify, count_classes

UNKNOWN, POOR, NEAR_POOR, AVERAGE, NOT_POOR = (c.code for c in HouseholdClass)


def codes(rows, schema, rules):
    return [found[0] for found in gen.results(classify(gen.frame(rows, schema), rules))]


def ticked(rules):
    names = gen.tick_columns(rules)
    row = st.fixed_dictionaries(
        {
            "urban": gen.maybe(st.booleans()),
            "income_per_head": gen.maybe(gen.incomes()),
            **{name: gen.maybe(st.booleans()) for name in names},
        }
    )
    schema = {
        "urban": gen.pl.Boolean,
        "income_per_head": gen.pl.Int64,
        **dict.fromkeys(names, gen.pl.Boolean),
    }
    return st.lists(row, min_size=1, max_size=20), schema


@pytest.mark.parametrize("standard", gen.STANDARDS)
@gen.TOGETHER
@given(data=st.data())
def test_one_more_deprivation_never_lowers_the_points_and_never_makes_a_household_less_poor(standard, data):
    rules = gen.rules(standard)
    rows, schema = ticked(rules)
    before = data.draw(rows)
    worse = [row | {data.draw(st.sampled_from(gen.tick_columns(rules))): True} for row in before]
    pairs = zip(
        gen.results(classify(gen.frame(before, schema), rules)),
        gen.results(classify(gen.frame(worse, schema), rules)),
        strict=True,
    )
    for (was, low_was, high_was), (now, low_now, high_now) in pairs:
        assert low_now >= low_was
        assert high_now >= high_was
        if UNKNOWN not in (was, now):
            assert now <= was


@pytest.mark.parametrize("standard", gen.STANDARDS)
@gen.TOGETHER
@given(data=st.data(), more=st.integers(1, 3_000_000))
def test_more_income_never_makes_a_household_poorer(standard, data, more):
    rules = gen.rules(standard)
    rows, schema = ticked(rules)
    before = [row for row in data.draw(rows) if row["income_per_head"] is not None]
    richer = [row | {"income_per_head": row["income_per_head"] + more} for row in before]
    for was, now in zip(codes(before, schema, rules), codes(richer, schema, rules), strict=True):
        if UNKNOWN not in (was, now):
            assert now >= was


@pytest.mark.parametrize("standard", gen.STANDARDS)
@gen.TOGETHER
@given(data=st.data())
def test_no_answer_to_a_missing_question_changes_a_class_that_was_certain(standard, data):
    rules = gen.rules(standard)
    rows, schema = ticked(rules)
    before = data.draw(rows)
    answered = [completed(row, data) for row in before]
    for was, now in zip(codes(before, schema, rules), codes(answered, schema, rules), strict=True):
        assert was in (UNKNOWN, now)


def completed(row, data):
    return {
        name: value
        if value is not None
        else data.draw(gen.incomes() if name == "income_per_head" else st.booleans())
        for name, value in row.items()
    }


@pytest.mark.parametrize("standard", ["national_2016_2021", "national_2022_2026"])
@gen.TOGETHER
@given(data=st.data())
def test_an_unknown_class_can_still_become_two_different_ones(standard, data):
    rules = gen.rules(standard)
    rows, schema = ticked(rules)
    row = data.draw(rows)[0]
    places = [True, False] if row["urban"] is None else [row["urban"]]
    incomes = [0, 10**9, *EDGES] if row["income_per_head"] is None else [row["income_per_head"]]
    possible = {
        code
        for told in (True, False)
        for code in codes(
            [
                {n: told if v is None else v for n, v in row.items()} | {"urban": u, "income_per_head": i}
                for u in places
                for i in incomes
            ],
            schema,
            rules,
        )
    }
    certain = codes([row], schema, rules)[0]
    assert (len(possible) > 1) == (certain == UNKNOWN)


EDGES = (
    700_000,
    900_000,
    950_000,
    1_000_000,
    1_300_000,
    1_500_000,
    1_950_000,
    2_000_000,
    2_250_000,
    3_000_000,
)


def test_a_missing_answer_matters_only_where_it_could_change_the_class():
    rules = gen.rules("national_2022_2026")
    schema = {"urban": gen.pl.Boolean, "income_per_head": gen.pl.Int64, "deprivation_count": gen.pl.Int64}
    rows = [
        {"urban": None, "income_per_head": 1_500_000, "deprivation_count": 3},
        {"urban": None, "income_per_head": 1_500_001, "deprivation_count": 3},
        {"urban": False, "income_per_head": 1_500_000, "deprivation_count": None},
        {"urban": True, "income_per_head": 2_000_001, "deprivation_count": None},
        {"urban": True, "income_per_head": None, "deprivation_count": 3},
    ]
    assert codes(rows, schema, rules) == [POOR, UNKNOWN, UNKNOWN, AVERAGE, UNKNOWN]


def test_contradicting_sources_give_the_class_only_where_both_mean_the_same():
    rules = gen.rules("national_2022_2026")
    ticks = gen.tick_columns(rules)
    schema = gen.TOTALS | dict.fromkeys(ticks, gen.pl.Boolean)
    two, five = (dict(zip(ticks, [True] * n + [False] * (12 - n), strict=True)) for n in (2, 5))
    home = {"urban": False, "income_per_head": 1_000_000}
    rows = [
        home | {"deprivation_points": 40} | five,
        home | {"deprivation_points": 40} | two,
        home | {"deprivation_points": 40, "deprivation_count": 4} | two,
        home | {"deprivation_points": 20, "deprivation_count": 4},
        home | {"deprivation_points": 40, "income_points": 141},
        {"urban": False, "income_per_head": 9_000_000, "deprivation_points": 40} | two,
    ]
    assert codes(rows, schema, rules) == [POOR, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, NOT_POOR]


@gen.TOGETHER
@given(rows=gen.rows_with_totals(), data=st.data())
def test_areas_added_up_give_the_whole(rows, data):
    rules = gen.rules("national_2022_2026")
    placed = [
        row
        | {"commune": data.draw(gen.maybe(st.integers(1, 3))), "member_count": data.draw(st.integers(0, 20))}
        for row in rows
    ]
    schema = gen.TOTALS | {"commune": gen.pl.Int32, "member_count": gen.pl.Int64}
    classified = classify(gen.frame(placed, schema), rules)
    whole = count_classes(classified).collect().rows(named=True)[0]
    parts = count_classes(classified, ["commune"]).collect().rows(named=True)
    assert {name: sum(part[name] for part in parts) for name in whole} == whole
    assert whole["households"] == len(rows) == sum(whole[c.value] for c in HouseholdClass)
    assert whole["persons"] == sum(whole[f"persons_{c.value}"] for c in HouseholdClass)


@pytest.mark.parametrize("standard", gen.STANDARDS)
def test_an_empty_table_has_no_classes_and_counts_to_nothing(standard):
    classified = classify(gen.frame([], gen.TOTALS), gen.rules(standard))
    assert gen.results(classified) == []
    counted = count_classes(classified).collect().rows(named=True)[0]
    assert set(counted.values()) == {0}


def test_a_household_without_any_answer_is_unknown_with_everything_possible():
    rules = gen.rules("national_2022_2026")
    home, nobody = gen.frame([{}], gen.HOME | gen.TOTALS), gen.frame([], gen.MEMBER)
    assert gen.results(classify(home, rules, nobody)) == [(UNKNOWN, 0, 120)]


def test_twenty_members_are_one_household():
    rules = gen.rules("national_2022_2026")
    child = {"birth_earliest": 20150101, "birth_latest": 20151231}
    adult = {"birth_earliest": 19850101, "birth_latest": 19851231}
    people = [{"household": 0, **(child if n < 10 else adult)} for n in range(20)]
    home = gen.frame([{"housing_area": 160.0}], gen.HOME)
    row = gen.collected(classify(home, rules, gen.frame(people, gen.MEMBER)))[0]
    assert row["member_count"] == 20
    assert row["deprived_dependency"] is None, "ten of twenty are children; an adult may be a dependant too"
    assert row["deprived_housing_area"] is False, "160 m² are just 8 m² a head"
    nobody_assisted = [person | {"social_assistance": "none"} for person in people]
    row = gen.collected(classify(home, rules, gen.frame(nobody_assisted, gen.MEMBER)))[0]
    assert row["deprived_dependency"] is False, "half is not more than half"
