"""A flat list is split by runs of neighbouring rows; nobody is put into another's household."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.apps.exchange.lists.made import classified, workbook

from giamngheo.apps.exchange.lists.evidence import Evidence
from giamngheo.apps.exchange.lists.members import looks_flat, split

HEAD, CHILD = "Chủ hộ", "Con"


def people(**columns: list[Any]) -> Evidence:
    """Evidence of a flat list, rows 2, 3, 4 …"""
    count = len(next(iter(columns.values())))
    table = pl.DataFrame({"row": range(2, 2 + count)} | columns, strict=False)
    told = [pl.col("household").cast(pl.String)] if "household" in columns else []
    return Evidence(table.with_columns(told))


def households_of(evidence: Evidence, *breaks: int) -> dict[int, list[int]]:
    """Row of each household and the rows of its members."""
    households, members = split(evidence, breaks=breaks)
    of = {row: list[int]() for row in households.frame.get_column("row")}
    for run, row in members.frame.select("_run", "row").rows():
        of[run].append(row)
    return of


def reasons(evidence: Evidence, *breaks: int) -> list[tuple[int, str]]:
    """Row and reason of every fault."""
    return split(evidence, breaks=breaks)[0].all_faults.select("row", "reason").rows()


def test_a_household_is_a_run_of_neighbouring_rows_of_one_code() -> None:
    told = people(household=["H1", None, "h1 ", "H2", ""], relationship=[HEAD, CHILD, CHILD, HEAD, CHILD])
    assert households_of(told) == {2: [2, 3, 4], 5: [5, 6]}
    assert reasons(told) == []


def test_the_same_code_in_two_villages_is_two_households() -> None:
    told = people(household=["1", "1", "1", "1"], village=["Đông", None, "Tây", "TÂY"])
    assert households_of(told) == {2: [2, 3], 4: [4, 5]}
    assert reasons(told) == []


def test_a_sub_heading_between_rows_begins_new_households() -> None:
    told = people(household=["1", "1", "1", None])
    told.frame = told.frame.with_columns(row=pl.Series([3, 4, 6, 7]))
    assert households_of(told, 2, 5) == {3: [3, 4], 6: [6, 7]}
    assert households_of(told) == {3: [3, 4, 6, 7]}


def test_the_same_code_again_in_the_same_village_is_told_and_its_members_unknown() -> None:
    told = people(household=["1", "1", "2", "1", "1"])
    assert households_of(told) == {2: [2, 3], 4: [4], 5: []}
    assert [(row, "cách xa" in reason) for row, reason in reasons(told)] == [(5, True)]


def test_two_heads_under_one_code_are_two_households_and_told() -> None:
    told = people(household=["1", None, "1", None], relationship=[HEAD, CHILD, "chủ hộ", CHILD])
    assert households_of(told) == {2: [2, 3], 4: [4, 5]}
    assert [(row, "hai chủ hộ" in reason) for row, reason in reasons(told)] == [(4, True)]


def test_a_row_without_any_code_belongs_to_nobody() -> None:
    told = people(household=[None, "1"])
    assert households_of(told) == {2: [], 3: [3]}
    assert [(row, "không có mã" in reason) for row, reason in reasons(told)] == [(2, True)]


def test_values_of_a_household_that_contradict_each_other_are_unknown_and_told() -> None:
    told = people(household=["1", "1", "1", "2", "2"], deprived_water=[True, None, False, None, True])
    households, _ = split(told)
    assert households.frame.get_column("deprived_water").to_list() == [None, True]
    assert [row for row, _ in reasons(told)] == [4]


@pytest.mark.parametrize(
    ("columns", "flat"),
    [
        ({"household": ["1", "1", "2"]}, True),
        ({"household": ["1", None, "2"]}, True),
        ({"household": ["1", "2", "1"]}, False),
        ({"household": [None, None, None]}, False),
        ({"household": ["1", "1", "2"], "relationship": [HEAD, CHILD, HEAD]}, True),
        ({"household": ["1", "1", "2", "2"], "relationship": [HEAD] * 4}, False),
        ({"household": ["1"] * 4, "relationship": [HEAD, CHILD, HEAD, CHILD]}, True),
        ({"household": ["1", "1"], "village": ["Đông", "Tây"]}, False),
        ({"deprived_water": [True]}, False),
    ],
)
def test_a_list_is_flat_where_codes_repeat_on_neighbouring_rows(
    columns: dict[str, list[Any]], flat: bool
) -> None:
    assert looks_flat(people(**columns).frame) is flat


@pytest.mark.parametrize(
    ("code", "of_member", "found"),
    [("H1", " h 1", True), ("1", "01", True), ("01", "1", True), ("A01", "A1", False), ("1.2", "12", False)],
)
def test_codes_of_two_lists_are_the_same_but_for_case_spaces_and_leading_zeros(
    tmp_path: Path, code: str, of_member: str, found: bool
) -> None:
    homes: list[list[Any]] = [["Mã hộ", "Thu nhập bình quân"], [code, 1_000_000]]
    people: list[list[Any]] = [
        ["Mã hộ", "Họ tên thành viên", "Quan hệ với chủ hộ", "Có thẻ bảo hiểm y tế", "Năm sinh"]
    ]
    people.append([of_member, "Mẫu A", "Chủ hộ", "không", 1980])
    told = classified(workbook(tmp_path / "a.xlsx", {"Hộ": homes, "Thành viên": people}))
    assert told.frame.get_column("deprived_health_insurance").to_list() == [True if found else None]
    assert told.faults.get_column("row").to_list() == ([] if found else [2])
