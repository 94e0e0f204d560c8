"""A column of spouses beside that of heads: members of the household, with their own birth and number."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from tests.apps.exchange.register.made import prepared, taken_in, told, workbook
from tests.factories.places import Country, make_country

from giamngheo.apps.exchange.register.faults import CELL, NOTED
from giamngheo.apps.exchange.register.returned import write_returned
from giamngheo.apps.households.models import Household, Membership, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def people() -> list[tuple[str, str, str, str, int | None]]:
    kept = Person.objects.order_by("pk").select_related("household")
    return [
        (
            one.full_name,
            one.household.head_name if one.household else "",
            one.relationship,
            one.sex,
            one.birth_date.year if one.birth_date else None,
        )
        for one in kept
    ]


def test_spouses_stand_beside_heads_with_columns_of_their_own(country: Country, tmp_path: Path) -> None:
    rows = [
        ["STT", "Chủ hộ", "Năm sinh", "Số CCCD", "Họ tên vợ/chồng", "Năm sinh", "Số CCCD", "Thôn", "Số khẩu"],
        [1, "Mẫu Văn An", 1980, "999080000001", "Thử Thị Bé", 1982, "999182000002", "Đông Một", 4],
        [2, "Trình Thị Cả", 1950, None, None, None, None, "Đông Một", 1],
        [3, "Diễn Văn Dung", 1960, None, "đã ly hôn", None, None, "Đông Hai", 2],
        [4, "Ví Thị Em", 1970, None, "Mẫu Văn Gia", "sinh năm nào", "999", "Đông Hai", 2],
    ]
    path = workbook(tmp_path / "a.xlsx", {"Hộ": rows})
    found = taken_in(path, country)
    assert sorted(people()) == sorted(
        [
            ("Mẫu Văn An", "Mẫu Văn An", "head", "", 1980),
            ("Thử Thị Bé", "Mẫu Văn An", "spouse", "", 1982),
            ("Trình Thị Cả", "Trình Thị Cả", "head", "", 1950),
            ("Diễn Văn Dung", "Diễn Văn Dung", "head", "", 1960),
            ("Ví Thị Em", "Ví Thị Em", "head", "", 1970),
            ("Mẫu Văn Gia", "Ví Thị Em", "spouse", "", None),
        ]
    )
    assert Person.objects.get(full_name="Thử Thị Bé").personal_number == "999182000002"
    cells = [fault for fault in told(found) if fault[2] == CELL]
    assert cells == [(4, "spouse", CELL), (5, "spouse_birth", CELL), (5, "spouse_number", CELL)]
    write_returned(found.opened, found.faults.frame, {}, tmp_path / "r.xlsx")
    given = openpyxl.load_workbook(tmp_path / "r.xlsx")["Hộ"]
    assert all(given[cell].comment is not None for cell in ("E4", "F5", "G5"))
    assert given["B5"].comment is None and given["C5"].comment is None
    again = prepared(path, country, date(2026, 1, 1))
    assert (again.plan.counts["same"], again.plan.counts["rows"]) == (6, 6)
    assert again.plan.missing_people.is_empty()


def test_beside_heads_whose_birth_is_in_three_columns(country: Country, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Hộ")
    for place, name in zip("ABFGH", ("STT", "Chủ hộ", "Họ tên vợ/chồng", "Năm sinh", "Thôn"), strict=True):
        page.merge_range(f"{place}1:{place}2", name)
    page.merge_range("C1:E1", "Ngày tháng năm sinh")
    page.write_row("C2", ["Ngày", "Tháng", "Năm"])
    page.write_row("A3", [1, "Mẫu Văn An", 1, 2, 1960, "Thử Thị Bé", 1965, "Đông Một"])
    page.write_row("A4", [2, "Ví Văn Em", None, None, 1950, None, None, "Đông Một"])
    book.close()
    taken_in(path, country)
    assert {(one[0], one[2], one[4]) for one in people()} == {
        ("Mẫu Văn An", "head", 1960),
        ("Thử Thị Bé", "spouse", 1965),
        ("Ví Văn Em", "head", 1950),
    }


def test_under_a_heading_of_the_spouse(country: Country, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Hộ")
    page.merge_range("A1:A2", "STT")
    page.merge_range("B1:C1", "Chủ hộ")
    page.write_row("B2", ["Họ và tên", "Năm sinh"])
    page.merge_range("D1:F1", "Vợ (chồng)")
    page.write_row("D2", ["Họ và tên", "Năm sinh", "Số CCCD"])
    page.merge_range("G1:G2", "Thôn")
    page.write_row("A3", [1, "Mẫu Văn An", 1980, "Thử Thị Bé", 1982, None, "Đông Một"])
    page.write_row("A4", [2, "Ví Thị Em", 1970, "Mẫu Văn Gia", 1969, None, "Đông Một"])
    book.close()
    found = taken_in(path, country)
    assert not told(found)
    assert {(one[0], one[2], one[4]) for one in people()} == {
        ("Mẫu Văn An", "head", 1980),
        ("Thử Thị Bé", "spouse", 1982),
        ("Ví Thị Em", "head", 1970),
        ("Mẫu Văn Gia", "spouse", 1969),
    }


def test_who_is_listed_as_a_member_as_well_is_one_person(country: Country, tmp_path: Path) -> None:
    rows = [
        ["Số hộ", "Họ và tên", "Quan hệ", "Năm sinh", "Họ tên vợ", "Thôn"],
        [1, "Mẫu Văn An", "chủ hộ", 1980, "Thử Thị Bé", "Đông Một"],
        [1, "THỬ THỊ BÉ", "vợ", 1982, None, "Đông Một"],
        [1, "Mẫu Văn Con", "con", 2001, "Ví Thị Dâu", "Đông Một"],
        [2, "Trình Văn Cả", "chủ hộ", 1975, "Diễn Thị Em", "Đông Một"],
    ]
    found = taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": rows}), country)
    assert told(found) == [(4, "spouse_wife", NOTED)]
    kept = Membership.objects.filter(relationship="spouse").values_list("person__full_name", "person__sex")
    assert sorted(kept) == [("Diễn Thị Em", "female"), ("Thử Thị Bé", "")]
    assert Household.objects.count() == 2
