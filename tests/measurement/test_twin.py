"""The engine on a whole table against the plain-Python twin, household by household."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.measurement import generated as gen
from tests.measurement.twin import twin_class, twin_points
from tests.measurement.twin_answers import twin_deprivations

from giamngheo.measurement.run import classify

TOGETHER = gen.TOGETHER


@pytest.mark.parametrize("standard", gen.STANDARDS)
@TOGETHER
@given(rows=gen.rows_with_totals(), data=st.data())
def test_the_engine_says_of_every_household_what_the_twin_says(standard, rows, data):
    rules = gen.rules(standard)
    ticks = gen.tick_columns(rules)
    columns = data.draw(st.sets(st.sampled_from([*gen.TOTALS, "ticks"]), min_size=1))
    assume(rules.has_points or columns & {"income_per_head", "deprivation_count", "ticks"})
    schema = {name: kind for name, kind in gen.TOTALS.items() if name in columns}
    told = [
        data.draw(st.lists(gen.maybe(st.booleans()), min_size=len(ticks), max_size=len(ticks)))
        if "ticks" in columns
        else []
        for _ in rows
    ]
    held = [{k: v for k, v in row.items() if k in columns} for row in rows]
    given_rows = [row | dict(zip(ticks, said, strict=False)) for row, said in zip(held, told, strict=True)]
    if "ticks" in columns:
        schema |= dict.fromkeys(ticks, gen.pl.Boolean)
    expected = [
        (twin_class(row, standard, said), *twin_points(row, standard, said))
        for row, said in zip(held, told, strict=True)
    ]
    assert gen.results(classify(gen.frame(given_rows, schema), rules)) == expected


@TOGETHER
@given(families=gen.families())
def test_the_twelve_deprivations_come_out_of_answers_as_the_twin_reads_the_law(families):
    rules = gen.rules("national_2022_2026")
    found = gen.collected(classify(_homes(families), rules, _members(families)))
    for row, (home, members) in zip(found, families, strict=True):
        expected = twin_deprivations(home, members, rules.day)
        assert [row[name] for name in gen.tick_columns(rules)] == expected


@TOGETHER
@given(families=gen.families(), rows=gen.rows_with_totals(), urban=gen.maybe(st.booleans()))
def test_answers_and_income_together_give_the_twins_class(families, rows, urban):
    rules = gen.rules("national_2022_2026")
    rows = (rows * len(families))[: len(families)]
    totals = [{"income_per_head": row["income_per_head"], "urban": urban} for row in rows]
    schema = {"urban": gen.pl.Boolean, "income_per_head": gen.pl.Int64}
    homes = gen.frame(
        [home | total for (home, _), total in zip(families, totals, strict=True)], gen.HOME | schema
    )
    expected = []
    for (home, members), total in zip(families, totals, strict=True):
        ticks = twin_deprivations(home, members, rules.day)
        sums = twin_points(total, "national_2022_2026", ticks)
        expected.append((twin_class(total, "national_2022_2026", ticks), *sums))
    assert gen.results(classify(homes, rules, _members(families))) == expected


@TOGETHER
@given(families=gen.families(), data=st.data())
def test_a_household_alone_is_classified_as_among_many(families, data):
    rules = gen.rules("national_2022_2026")
    among = gen.results(classify(_homes(families), rules, _members(families)))
    chosen = data.draw(st.integers(0, len(families) - 1))
    alone = [families[chosen]]
    assert gen.results(classify(_homes(alone), rules, _members(alone))) == [among[chosen]]


@TOGETHER
@given(families=gen.families(), random=st.randoms(use_true_random=False))
def test_the_order_of_households_and_members_has_no_effect(families, random):
    rules = gen.rules("national_2022_2026")
    homes = [{"household": n, **home} for n, (home, _) in enumerate(families)]
    people = [{"household": n, **m} for n, (_, members) in enumerate(families) for m in members]
    before = gen.results(classify(gen.frame(homes, gen.HOME), rules, gen.frame(people, gen.MEMBER)))
    random.shuffle(homes)
    random.shuffle(people)
    after = gen.results(classify(gen.frame(homes, gen.HOME), rules, gen.frame(people, gen.MEMBER)))
    assert after == before


def _homes(families):
    return gen.frame([home for home, _ in families], gen.HOME)


def _members(families):
    rows = [{"household": number, **m} for number, (_, members) in enumerate(families) for m in members]
    return gen.frame(rows, gen.MEMBER)
