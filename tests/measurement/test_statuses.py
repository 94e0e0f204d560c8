"""Statuses by date, from decisions and from classes."""

from datetime import date, timedelta

import narwhals.stable.v2 as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measurement import generated as gen

from giamngheo.law.library import OpenLawError, rules_for
from giamngheo.measurement.one_status import status_on
from giamngheo.measurement.statuses import (
    CLASS_CODE_BEFORE,
    FARM_HOUSEHOLD,
    FLAGS,
    LOW_INCOME_WORKER,
    earliest_within,
    farm_households,
    low_income_workers,
    statuses_on,
)

POOR, NEAR, AVERAGE, NOT_POOR = 1, 2, 3, 4
DECISIONS = {"household": pl.Int64, "decided_on": pl.Date, "class_code": pl.Int8}


def decided(*steps, household=0):
    return [{"household": household, "decided_on": day, "class_code": code} for day, code in steps]


def on(day, rows):
    frame = nw.from_native(pl.LazyFrame(rows, schema=DECISIONS))
    return statuses_on(frame, day, rules_for(min(day, date(2026, 12, 31)))).collect().sort("household")


def flags(day, *steps):
    row = on(day, decided(*steps)).rows(named=True)[0]
    assert all(row[name] is not None for name in FLAGS)
    return {name for name in FLAGS if row[name]}


Y22, Y23, Y24, Y25 = (date(year, 12, 10) for year in (2022, 2023, 2024, 2025))


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([(Y22, POOR)], {"newly_arising"}),
        ([(Y22, POOR), (Y23, POOR)], {"continuing"}),
        ([(Y22, POOR), (Y23, NEAR)], {"escaped_poor"}),
        ([(Y22, POOR), (Y23, NEAR), (Y24, NEAR)], {"escaped_poor", "continuing"}),
        ([(Y22, POOR), (Y24, NOT_POOR)], {"escaped_poor", "newly_escaped"}),
        ([(Y22, NEAR), (Y24, AVERAGE)], {"escaped_near_poor", "newly_escaped"}),
        ([(Y22, NEAR), (Y24, AVERAGE), (Y25, NOT_POOR)], {"escaped_near_poor", "newly_escaped"}),
        ([(Y22, POOR), (Y23, NEAR), (Y24, NOT_POOR)], {"escaped_near_poor", "newly_escaped"}),
        ([(Y22, NEAR), (Y23, POOR)], set()),
        ([(Y22, POOR), (Y23, NOT_POOR), (Y24, POOR)], {"relapsed_poor"}),
        ([(Y22, POOR), (Y23, NOT_POOR), (Y24, NEAR)], {"relapsed_near_poor"}),
        ([(Y22, POOR), (Y23, NOT_POOR), (Y24, POOR), (Y25, POOR)], {"continuing"}),
        ([(Y22, NOT_POOR), (Y23, NEAR)], {"newly_arising"}),
        ([(Y22, NOT_POOR)], set()),
    ],
)
def test_the_path_of_decisions_gives_the_status(steps, expected):
    assert flags(date(2025, 12, 31), *steps) == expected


@pytest.mark.parametrize(
    ("decision", "last_day"),
    [
        (date(2022, 1, 31), date(2025, 1, 31)),
        (date(2024, 2, 29), date(2027, 2, 28)),
        (date(2023, 2, 28), date(2026, 2, 28)),
        (date(2022, 12, 10), date(2025, 12, 10)),
    ],
)
def test_thirty_six_months_end_by_themselves_after_their_last_day(decision, last_day):
    assert earliest_within(last_day, 36) <= decision
    assert earliest_within(last_day + timedelta(days=1), 36) > decision


@given(st.dates(date(2000, 1, 1), date(2040, 1, 1)), st.integers(0, 60))
def test_a_term_counted_back_is_the_term_counted_forward(day, months):
    first = earliest_within(day, months)
    assert ended(first, months) >= day
    assert ended(first - timedelta(days=1), months) < day


def ended(first, months):
    month = first.year * 12 + first.month - 1 + months
    for day in (first.day, 30, 29, 28):
        try:
            return date(month // 12, month % 12 + 1, day)
        except ValueError:
            continue
    raise AssertionError


def test_newly_escaped_ends_and_the_escape_stays():
    steps = [(date(2022, 1, 31), POOR), (date(2022, 6, 30), NOT_POOR)]
    assert "newly_escaped" in flags(date(2025, 6, 30), *steps)
    assert flags(date(2025, 7, 1), *steps) == {"escaped_poor"}


def test_a_decision_after_the_day_is_not_seen():
    rows = decided((Y22, POOR), (Y24, NOT_POOR)) + decided((Y24, POOR), household=1)
    found = on(Y24 - timedelta(days=1), rows).rows(named=True)
    assert [(row["household"], row["class_code"]) for row in found] == [(0, POOR)]
    assert on(Y24, rows)["class_code"].to_list() == [NOT_POOR, POOR]


def test_two_decisions_of_one_day_that_contradict_leave_everything_open():
    row = on(Y25, decided((Y22, POOR), (Y24, NOT_POOR), (Y24, POOR))).rows(named=True)[0]
    assert row["class_code"] == 0
    assert row[CLASS_CODE_BEFORE] == POOR
    assert {row[name] for name in FLAGS} <= {None, False}
    assert row["escaped_poor"] is None


def test_an_unread_decision_on_the_way_leaves_open_only_what_it_decides():
    row = on(Y25, decided((Y22, NOT_POOR), (Y23, None), (Y24, POOR))).rows(named=True)[0]
    assert row["newly_arising"] is None
    assert row["relapsed_poor"] is None
    assert row["escaped_poor"] is False


paths = st.lists(
    st.tuples(st.sampled_from([Y22, Y23, Y24, Y25]), st.sampled_from([None, 1, 2, 3, 4])),
    min_size=1,
    max_size=4,
    unique_by=lambda step: step[0],
)


days_of_decisions = st.sampled_from([Y22, Y22 + timedelta(days=1), Y23, Y24, Y25])
# Out of order, several of one day, contradicting each other: as a register may hold them.
steps_of_any_kind = st.lists(
    st.tuples(days_of_decisions, st.sampled_from([None, 0, 1, 2, 3, 4])), min_size=1, max_size=6
)


@gen.TOGETHER
@given(steps=steps_of_any_kind, day=st.dates(date(2022, 12, 9), date(2026, 12, 31)))
def test_one_household_in_plain_python_is_what_the_plan_makes_of_many(steps, day):
    rows = on(day, decided(*steps)).rows(named=True)
    found = status_on(steps, day, 36)
    if found is None:
        assert rows == []
        return
    assert rows == [
        {
            "household": 0,
            "class_code": found.class_code,
            "in_force_since": found.in_force_since,
            CLASS_CODE_BEFORE: found.class_code_before,
            **found.flags,
        }
    ]


@gen.TOGETHER
@given(path=paths, data=st.data())
def test_reading_an_unread_decision_never_turns_a_certain_status(path, data):
    read = [(day, data.draw(st.integers(1, 4)) if code is None else code) for day, code in path]
    before = on(Y25, decided(*path)).rows(named=True)[0]
    after = on(Y25, decided(*read)).rows(named=True)[0]
    assert all(before[name] in (None, after[name]) for name in FLAGS)


@gen.TOGETHER
@given(histories=st.lists(paths, min_size=1, max_size=8), random=st.randoms(use_true_random=False))
def test_a_household_has_the_same_status_alone_and_among_others_in_any_order(histories, random):
    rows = [row for n, path in enumerate(histories) for row in decided(*path, household=n)]
    random.shuffle(rows)
    among = on(Y25, rows).rows(named=True)
    alone = [on(Y25, decided(*p, household=n)).rows(named=True)[0] for n, p in enumerate(histories)]
    assert among == alone


def test_newly_escaped_is_open_where_the_law_of_the_day_does_not_say_how_long():
    frame = nw.from_native(pl.LazyFrame(decided((Y24, POOR), (Y25, NOT_POOR)), schema=DECISIONS))
    row = statuses_on(frame, date(2027, 6, 1), rules_for(date(2027, 6, 1))).collect().rows(named=True)[0]
    assert row["escaped_poor"] is True
    assert row["newly_escaped"] is None


WORKERS = [
    # class, urban, income per head, low-income worker
    (AVERAGE, False, 2_250_000, True),
    (AVERAGE, False, 2_250_001, False),
    (NOT_POOR, True, 3_000_000, True),
    (AVERAGE, None, 2_250_000, True),
    (AVERAGE, None, 2_500_000, None),
    (NOT_POOR, True, None, None),
    (POOR, False, 1_000_000, False),
    (NEAR, False, None, False),
    (0, False, 1_000_000, None),
    (0, False, 9_000_000, False),
]


def workers(day):
    schema = {"class_code": pl.Int8, "urban": pl.Boolean, "income_per_head": pl.Int64}
    homes = [dict(zip(schema, row, strict=False)) for row in WORKERS]
    people = [{"household": n, "person": n} for n in range(len(homes))] + [{"household": 99, "person": 99}]
    persons = nw.from_native(pl.LazyFrame(people))
    return low_income_workers(persons, gen.frame(homes, schema), rules_for(day))


def test_a_low_income_worker_lives_above_both_lists_and_at_most_at_the_line():
    found = workers(date(2025, 2, 24)).collect().sort("person")[LOW_INCOME_WORKER].to_list()
    assert found == [row[3] for row in WORKERS] + [None]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2025, 2, 23), "quy định có từ 24/02/2025"),
        (date(2020, 1, 1), "không có đối tượng này"),
        (date(2027, 1, 1), "Chưa tìm được văn bản"),
    ],
)
def test_where_the_law_knows_no_low_income_worker_the_question_is_refused(day, words):
    with pytest.raises(OpenLawError, match=words):
        workers(day)


def test_a_farm_household_of_average_living_standard_is_both():
    rows = [(3, True), (3, False), (3, None), (4, True), (0, False), (0, True)]
    schema = {"class_code": pl.Int8, "farm_work": pl.Boolean}
    homes = gen.frame([dict(zip(schema, row, strict=True)) for row in rows], schema)
    found = farm_households(homes).collect().sort("household")[FARM_HOUSEHOLD].to_list()
    assert found == [True, False, None, False, False, None]
