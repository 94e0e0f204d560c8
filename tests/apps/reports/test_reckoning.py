"""Every table against a recount by hand of the same households, one by one, in plain Python."""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
import narwhals.stable.v2 as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giamngheo.apps.reports.reckoning import Cell, Line, behind, opens, reckon
from giamngheo.law.library import code_list, rules_of
from giamngheo.law.reports.library import StatutoryTable, statutory_table, statutory_tables
from giamngheo.law.vocabulary import published as at
from giamngheo.law.vocabulary.reports import Identity, Share
from giamngheo.measurement.movement import HOUSEHOLDS, PERSONS

DEPRIVATIONS = [one.id for one in rules_of("national_2022_2026").standard.deprivations]
CAUSES = list(code_list("poverty_causes"))
UNIT_OF = {1: 10, 2: 10, 3: 20, 4: 30}
"""Villages and communes; village 9 lies in none."""
POOR, NEAR, AVERAGE, NOT_POOR = 1, 2, 3, 4
TRUTHS = st.sampled_from([True, False, None])

Home = dict[str, Any]


@st.composite
def homes(draw: st.DrawFn) -> Home:
    """A household as a snapshot may hold it."""
    is_here = draw(st.booleans())
    was_here = draw(st.booleans()) or not is_here
    area = draw(st.sampled_from([1, 2, 3, 9]))
    listed = st.sampled_from([0, POOR, NEAR, AVERAGE, NOT_POOR])
    before = draw(listed)
    told = draw(st.booleans())
    members = draw(st.integers(1, 6)) if is_here else 0
    causes = draw(st.sets(st.sampled_from(CAUSES), max_size=2))
    return {
        at.AREA: area,
        at.AREA_OPENING: (draw(st.sampled_from([1, 2, 3])) if is_here else area) if was_here else None,
        at.IS_HERE: is_here,
        at.CLASS_CODE: draw(
            listed if before in {0, NOT_POOR, AVERAGE} else st.sampled_from([POOR, NEAR, NOT_POOR])
        ),
        at.CLASS_CODE_OPENING: before,
        at.LISTED_BEFORE: before in {POOR, NEAR} or draw(st.booleans()),
        at.IS_NEWCOMER: not was_here and draw(st.booleans()),
        at.MEMBERS: members,
        at.MEMBERS_OPENING: draw(st.integers(1, 6)) if was_here else None,
        at.MINORITY_MEMBERS: draw(st.integers(0, members)),
        at.CHILDREN: draw(st.integers(0, members)),
        at.HEAD_ETHNICITY: draw(st.sampled_from(["kinh", "tay", "thai", None])),
        "ethnic_minority": draw(TRUTHS),
        "merit": draw(TRUTHS),
        "no_working_capacity": draw(TRUTHS),
        "woman_head": draw(TRUTHS),
        at.DEPRIVATIONS_TOLD: told,
        **{f"deprived_{one}": draw(st.booleans()) if told else None for one in DEPRIVATIONS},
        at.CAUSES_TOLD: bool(causes),
        **{f"cause_{one}": one in causes for one in CAUSES},
    }


SCHEMA = {
    at.HOUSEHOLD: pl.Int64,
    at.AREA: pl.Int64,
    at.AREA_OPENING: pl.Int64,
    at.CLASS_CODE: pl.Int8,
    at.CLASS_CODE_OPENING: pl.Int8,
    at.MEMBERS: pl.Int64,
    at.MEMBERS_OPENING: pl.Int64,
    at.HEAD_ETHNICITY: pl.String,
    **dict.fromkeys(("ethnic_minority", "merit", "no_working_capacity", "woman_head"), pl.Boolean),
    **{f"deprived_{one}": pl.Boolean for one in DEPRIVATIONS},
}
NEIGHBOURHOODS = st.lists(homes(), min_size=1, max_size=25)


def frame(rows: list[Home]) -> Any:
    told = [{at.HOUSEHOLD: number, **row} for number, row in enumerate(rows)]
    return nw.from_native(pl.LazyFrame(told, schema_overrides=SCHEMA))


def lines_of(name: str, rows: list[Home]) -> dict[tuple[int | None, str], Line]:
    found = reckon(statutory_table(name), frame(rows), UNIT_OF)
    return {(line.unit, line.part): line for line in found.lines}


def is_(code: int) -> Callable[[Home], bool]:
    return lambda row: bool(row[at.IS_HERE]) and row[at.CLASS_CODE] == code


def here(row: Home) -> bool:
    return bool(row[at.IS_HERE])


BY_HAND: Mapping[str, Mapping[str, tuple[Callable[[Home], Any], str]]] = {
    "official_result": {
        "households": (here, ""),
        "persons": (here, at.MEMBERS),
        "poor": (is_(POOR), ""),
        "near_poor_persons": (is_(NEAR), at.MEMBERS),
        "average": (is_(AVERAGE), ""),
    },
    "poor_deprivations": {
        "households": (is_(POOR), ""),
        "untold": (lambda row: is_(POOR)(row) and not row[at.DEPRIVATIONS_TOLD], ""),
        **{one: (lambda row, one=one: is_(POOR)(row) and row[f"deprived_{one}"], "") for one in DEPRIVATIONS},
    },
    "groups": {
        "near_poor_minority": (lambda row: is_(NEAR)(row) and row["ethnic_minority"], ""),
        "poor_other": (
            lambda row: (
                is_(POOR)(row)
                and (row["ethnic_minority"], row["merit"], row["no_working_capacity"])
                == (False, False, False)
            ),
            "",
        ),
        "poor_overlapping": (
            lambda row: (
                is_(POOR)(row)
                and [row["ethnic_minority"], row["merit"], row["no_working_capacity"]].count(True) > 1
            ),
            "",
        ),
    },
    "causes": {
        f"poor_{one}": (lambda row, one=one: is_(POOR)(row) and row[f"cause_{one}"], "") for one in CAUSES
    },
    "children": {
        "poor_children": (is_(POOR), at.CHILDREN),
        "near_poor_nutrition": (lambda row: is_(NEAR)(row) and row["deprived_nutrition"], at.CHILDREN),
    },
    "poor_by_standard": {
        "minority": (lambda row: here(row) and row["ethnic_minority"], ""),
        "listed_woman_head": (lambda row: is_(POOR)(row) and row["woman_head"], ""),
        "listed_minority_persons": (is_(POOR), at.MINORITY_MEMBERS),
    },
}


@pytest.mark.parametrize("name", BY_HAND)
@settings(max_examples=25)
@given(rows=NEIGHBOURHOODS)
def test_counts_are_those_of_a_recount_by_hand(name: str, rows: list[Home]) -> None:
    lines = lines_of(name, rows)
    for unit in (None, *set(UNIT_OF.values())):
        mine = [row for row in rows if unit is None or UNIT_OF.get(row[at.AREA]) == unit]
        for column, (which, of) in BY_HAND[name].items():
            by_hand = sum((row[of] if of else 1) for row in mine if which(row))
            assert lines[unit, ""].counts[column] == by_hand, (unit, column)


@pytest.mark.parametrize("name", [one for one in statutory_tables() if not one.endswith("movement")])
@settings(max_examples=8)
@given(rows=NEIGHBOURHOODS)
def test_units_and_the_rest_add_up_and_nothing_disagrees(name: str, rows: list[Home]) -> None:
    lines = lines_of(name, rows)
    of_none = lines_of(name, [row for row in rows if row[at.AREA] not in UNIT_OF] or rows[:0] or [nobody()])
    for part in {part for unit, part in lines if unit is None}:
        whole = lines[None, part].counts
        parts = [lines[unit, part].counts for unit in set(UNIT_OF.values()) if (unit, part) in lines]
        rest = of_none[None, part].counts if (None, part) in of_none else dict.fromkeys(whole, 0)
        assert whole == {key: sum(one[key] for one in parts) + rest[key] for key in whole}
    found = reckon(statutory_table(name), frame(rows), UNIT_OF)
    assert all(
        "mẫu số" in one.said for one in found.disagreements
    )  # minority members beside a household's flag


def nobody() -> Home:
    gone = dict.fromkeys(SCHEMA)
    return {
        **{key: value for key, value in gone.items() if key != at.HOUSEHOLD},
        at.AREA: 9,
        at.AREA_OPENING: 9,
        at.IS_HERE: False,
        at.CLASS_CODE: 0,
        at.CLASS_CODE_OPENING: 0,
        at.LISTED_BEFORE: False,
        at.IS_NEWCOMER: False,
        at.MEMBERS: 0,
        at.MINORITY_MEMBERS: 0,
        at.CHILDREN: 0,
        at.DEPRIVATIONS_TOLD: False,
        at.CAUSES_TOLD: False,
        **{f"cause_{one}": False for one in CAUSES},
    }


def flow(row: Home) -> str:
    """Where a household stands in the movement of the poor, read once more from the words of the paper."""
    then = row[at.CLASS_CODE_OPENING] if row[at.AREA_OPENING] is not None else 0
    now = row[at.CLASS_CODE] if row[at.IS_HERE] else None
    if then == POOR:
        if now is None:
            return "other_decrease"
        return {POOR: "stays", NEAR: "escaped_to_near_poor"}.get(now, "escaped_above_near_poor")
    if now != POOR:
        return ""
    if then == NEAR:
        return "from_near_poor"
    if row[at.IS_NEWCOMER]:
        return "other_increase"
    return "relapsed" if row[at.LISTED_BEFORE] else "newly_arising"


@given(rows=NEIGHBOURHOODS)
def test_the_movement_of_the_whole_is_that_of_a_recount_by_hand(rows: list[Home]) -> None:
    for row in rows:  # one that was decided on stays so: no decision is taken back here
        if row[at.CLASS_CODE_OPENING] and not row[at.CLASS_CODE]:
            row[at.CLASS_CODE] = NOT_POOR
        if row[at.AREA_OPENING] is not None and not row[at.CLASS_CODE_OPENING]:
            row[at.IS_NEWCOMER] = False
    counts = lines_of("poor_movement", rows)[None, HOUSEHOLDS].counts
    flows = [flow(row) for row in rows]
    for name in (
        "escaped_to_near_poor",
        "escaped_above_near_poor",
        "other_decrease",
        "from_near_poor",
        "relapsed",
    ):
        assert counts[name] == flows.count(name), name
    assert counts["newly_arising"] == flows.count("newly_arising")
    assert counts["other_increase"] == flows.count("other_increase")
    assert counts["closing"] == sum(is_(POOR)(row) for row in rows)


@settings(max_examples=25)
@given(rows=NEIGHBOURHOODS)
def test_a_movement_balances_in_every_unit_in_households_and_persons(rows: list[Home]) -> None:
    for name in ("poor_movement", "near_poor_movement"):
        found = reckon(statutory_table(name), frame(rows), UNIT_OF)
        assert found.disagreements == ()
        assert {line.part for line in found.lines} == {HOUSEHOLDS, PERSONS}


@pytest.mark.parametrize("name", statutory_tables())
@settings(max_examples=4)
@given(rows=NEIGHBOURHOODS)
def test_behind_every_figure_are_as_many_households_as_it_says(name: str, rows: list[Home]) -> None:
    table = statutory_table(name)
    movement = name.endswith("movement")
    for (unit, part), line in lines_of(name, rows).items():
        if movement and unit is not None:
            continue  # moves from unit to unit are told as leaving and coming
        for column in table.text.columns:
            if not opens(table, column.id, part):
                continue
            found = behind(table, Cell(column.id, unit, part), frame(rows), UNIT_OF)
            assert len(found) == len(set(found))
            if column.unit in {"households", "count"}:
                assert len(found) == line.counts[column.id], (unit, part, column.id)
            else:
                assert bool(found) == bool(line.counts[column.id])


def test_a_part_larger_than_its_whole_and_a_broken_identity_are_told_and_not_smoothed() -> None:
    table = statutory_table("official_result")
    wrong = msgspec.structs.replace(
        table.text, shares=(Share("poor", "average"),), identities=(Identity("households", "poor + average"),)
    )
    rows = [
        nobody() | {at.IS_HERE: True, at.AREA: 1, at.CLASS_CODE: code, at.MEMBERS: 2} for code in (POOR, NEAR)
    ]
    found = reckon(StatutoryTable(wrong, table.rows), frame(rows), {1: 10})
    assert [(one.unit, one.said) for one in found.disagreements] == [
        (unit, said)
        for unit in (None, 10)
        for said in ("cột 1 phải bằng cột 3 + cột 7", "cột 3 lớn hơn cột 7, là mẫu số của nó")
    ]


def test_a_unit_without_households_has_a_line_of_noughts() -> None:
    lines = lines_of("official_result", [nobody() | {at.IS_HERE: True, at.AREA: 1, at.MEMBERS: 1}])
    assert lines[30, ""].counts == dict.fromkeys(lines[10, ""].counts, 0)
    assert lines[30, ""].values["poor_rate"] is None
