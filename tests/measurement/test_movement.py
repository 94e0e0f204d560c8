"""Movement between two rounds, its identities, and what cannot be told."""

import narwhals.stable.v2 as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.measurement import generated as gen

from giamngheo.law.vocabulary import published as at
from giamngheo.measurement.identities import check_identities
from giamngheo.measurement.movement import (
    APART,
    NEAR_POOR_COLUMNS,
    POOR_COLUMNS,
    Round,
    movement,
    movement_of_lists,
)

ROUND = {"household": pl.Int64, "class_code": pl.Int8, "member_count": pl.Int64, "commune": pl.String}
HISTORY = {"household": pl.Int64, "listed_before": pl.Boolean}


def plan(rows, schema):
    return nw.from_native(pl.LazyFrame(rows, schema=schema, orient="row"))


def rounds(opening, closing, history=(), newcomers=()):
    return Round(
        plan(opening, ROUND),
        plan(closing, ROUND),
        None if history is None else plan(history, HISTORY),
        plan([(n,) for n in newcomers], {"household": pl.Int64}),
    )


def tables(of, by=()):
    return sorted_tables(movement(of, by), by)


def sorted_tables(moved, by):
    return (
        moved.poor.collect().sort("unit", *by).rows(named=True),
        moved.near_poor.collect().sort("unit", *by).rows(named=True),
    )


def cells(row, columns):
    return [row[name] for name in (*columns, *APART)]


OPENING = [
    (1, 1, 4, "A"),  # poor → near-poor, one born
    (2, 1, 3, "A"),  # poor → above
    (3, 1, 2, "A"),  # poor, gone
    (4, 1, 5, "A"),  # stays poor, two left
    (5, 2, 4, "A"),  # near-poor → poor
    (6, 2, 6, "A"),  # near-poor → above
    (7, 2, 1, "A"),  # near-poor, gone
    (8, 4, 3, "A"),  # back on the list of the poor
    (9, 3, 2, "A"),  # near-poor for the first time
]
CLOSING = [
    (1, 2, 5, "A"),
    (2, 3, 3, "A"),
    (4, 1, 3, "A"),
    (5, 1, 4, "A"),
    (6, 4, 6, "A"),
    (8, 1, 3, "A"),
    (9, 2, 2, "A"),
    (10, 1, 2, "A"),  # split off
    (11, 2, 7, "A"),  # not in the opening, once on a list
]


def test_every_way_onto_and_off_the_lists_has_its_column():
    poor, near = tables(rounds(OPENING, CLOSING, [(8, True), (11, True)], [10]))
    assert cells(poor[0], POOR_COLUMNS) == [4, 1, 1, 1, 1, 1, 0, 1, 4, 0, 0, 0]
    assert cells(near[0], NEAR_POOR_COLUMNS) == [3, 1, 1, 1, 1, 1, 1, 0, 3, 0, 0, 0]


def test_persons_leave_with_the_members_of_the_opening_and_come_with_those_of_the_closing():
    poor, near = tables(rounds(OPENING, CLOSING, [(8, True), (11, True)], [10]))
    assert cells(poor[1], POOR_COLUMNS) == [14, 4, 3, 2 + 2, 4, 3, 0, 2, 12, 0, 0, 0]
    assert cells(near[1], NEAR_POOR_COLUMNS) == [11, 6, 4, 1, 4, 7, 2, 0 + 1, 14, 0, 0, 0]


def test_without_a_history_nobody_is_called_relapsed_or_new():
    poor, _ = tables(rounds(OPENING, CLOSING, None, [10]))
    assert (poor[0]["relapsed"], poor[0]["newly_arising"], poor[0]["untold_in"]) == (0, 0, 1)


def test_an_unknown_class_is_told_apart_in_both_directions():
    poor, near = tables(
        rounds(
            [(1, 1, 2, "A"), (2, 0, 3, "A"), (3, None, 4, "A")],
            [(1, 0, 2, "A"), (2, 1, 3, "A"), (3, 2, 4, "A")],
        )
    )
    assert (poor[0]["untold_out"], poor[0]["untold_in"]) == (1, 1)
    assert (near[0]["untold_out"], near[0]["untold_in"]) == (0, 1)
    assert check_identities(poor, near) == []


def test_a_household_of_unknown_size_is_counted_as_a_household_and_told_apart_in_persons():
    poor, near = tables(rounds([(1, 1, None, "A"), (2, 1, 3, "A")], [(1, 2, 4, "A"), (2, 1, 3, "A")]))
    assert (poor[0]["opening"], poor[1]["opening"], poor[1]["uncounted"]) == (2, 3, 1)
    assert (near[0]["from_poor"], near[1]["from_poor"], near[1]["uncounted"]) == (1, 0, 1)


def test_a_move_to_another_commune_is_other_decrease_there_and_other_increase_here():
    poor, _ = tables(rounds([(1, 1, 2, "A")], [(1, 1, 3, "B")]), ["commune"])
    by_place = {(row["commune"], row["unit"]): row for row in poor}
    assert by_place["A", "households"]["other_decrease"] == 1
    assert by_place["B", "persons"]["other_increase"] == 3
    assert check_identities(poor) == []
    whole, _ = tables(rounds([(1, 1, 2, "A")], [(1, 1, 3, "B")]))
    assert (whole[0]["other_decrease"], whole[0]["other_increase"]) == (0, 0)


side = st.lists(
    st.tuples(
        st.integers(0, 12),
        gen.maybe(st.integers(0, 4)),
        gen.maybe(st.integers(0, 9)),
        gen.maybe(st.sampled_from("AB")),
    ),
    max_size=12,
    unique_by=lambda row: row[0],
)
histories = st.none() | st.lists(st.tuples(st.integers(0, 12), gen.maybe(st.booleans())), max_size=6)


@gen.TOGETHER
@given(side, side, histories, st.lists(st.integers(0, 12), max_size=5), st.sampled_from([[], ["commune"]]))
def test_the_identities_hold_whatever_moved(opening, closing, history, newcomers, by):
    poor, near = tables(rounds(opening, closing, history, newcomers), by)
    assert check_identities(poor, near) == []
    for table, columns, code in ((poor, POOR_COLUMNS, 1), (near, NEAR_POOR_COLUMNS, 2)):
        households = [row for row in table if row["unit"] == "households"]
        assert all(value >= 0 for row in table for value in cells(row, columns))
        assert sum(row["opening"] for row in households) == sum(row[1] == code for row in opening)
        assert sum(row["closing"] for row in households) == sum(row[1] == code for row in closing)


told_at_once = st.tuples(
    st.integers(0, 2),
    gen.maybe(st.integers(0, 4)),
    gen.maybe(st.integers(0, 4)),
    gen.maybe(st.integers(1, 9)),
    gen.maybe(st.integers(1, 9)),
    st.booleans(),
)


@gen.TOGETHER
@given(st.lists(told_at_once, max_size=12))
def test_rounds_that_are_told_at_once_move_as_rounds_told_apart(rows):
    commune = {**ROUND, "commune": pl.Int64}
    opening = [(n, was, then, place) for n, (place, was, _, then, _, _) in enumerate(rows) if was is not None]
    closing = [(n, now, size, place) for n, (place, _, now, _, size, _) in enumerate(rows) if now is not None]
    history = [(n, was_listed) for n, (*_, was_listed) in enumerate(rows)]
    apart = Round(plan(opening, commune), plan(closing, commune), plan(history, HISTORY))
    names = ["commune", at.CLASS_CODE_OPENING, at.CLASS_CODE, at.MEMBERS_OPENING, at.MEMBERS]
    at_once = plan(rows, {**dict.fromkeys(names, pl.Int64), at.LISTED_BEFORE: pl.Boolean})
    assert sorted_tables(movement_of_lists(at_once, "commune"), ["commune"]) == tables(apart, ["commune"])


def typed(columns, *values):
    return dict(zip(columns, values, strict=True)) | {"unit": "households"}


def test_a_typed_in_table_that_does_not_add_up_is_told_by_row_and_columns():
    good = typed(POOR_COLUMNS, 10, 2, 1, 1, 3, 1, 1, 0, 11)
    assert check_identities([good]) == []
    violation = check_identities([good, good | {"closing": 12}])[0]
    assert (violation.row, violation.left, violation.right) == (2, 12, 11)
    assert (
        violation.message
        == "«Diễn biến hộ nghèo», dòng 2 (hộ): cột 9 là 12, nhưng cột 1−2−3−4+5+6+7+8 là 11."
    )


def test_what_leaves_one_list_must_arrive_on_the_other():
    poor = typed(POOR_COLUMNS, 10, 2, 1, 1, 3, 1, 1, 0, 11)
    near = typed(NEAR_POOR_COLUMNS, 10, 0, 4, 0, 1, 0, 0, 0, 7)
    assert [(v.left, v.right) for v in check_identities([poor], [near])] == [(2, 1), (3, 4)]


@pytest.mark.parametrize("cell", [None, "", 1.5])
def test_a_cell_without_a_whole_number_is_told_and_not_taken_for_nought(cell):
    row = typed(POOR_COLUMNS, 10, 2, 1, 1, 3, 1, 1, 0, 11) | {"relapsed": cell}
    assert "không có số nguyên ở cột 6" in check_identities([row])[0].message


def test_two_empty_rounds_have_no_movement():
    poor, near = tables(rounds([], []))
    assert [row for row in (*poor, *near) if any(cells(row, ()))] == []
