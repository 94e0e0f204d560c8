"""Births in three columns, and years of men and women below «Nam» and «Nữ» alone."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from tests.apps.exchange.register.made import taken_in, told, workbook
from tests.factories.places import Country, make_country

from giamngheo.apps.exchange.register.faults import CELL
from giamngheo.apps.exchange.register.returned import write_returned
from giamngheo.apps.households.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def births() -> dict[str, tuple[date | None, str]]:
    kept = Person.objects.values_list("full_name", "birth_date", "birth_precision")
    return {name: (birth, precision) for name, birth, precision in kept}


@pytest.mark.parametrize("above", ["Ngày tháng năm sinh", "Ngày, tháng, năm sinh", "Sinh", ""])
def test_day_month_and_year_in_three_columns(country: Country, tmp_path: Path, above: str) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Hộ")
    page.write(0, 0, "DANH SÁCH NHÂN KHẨU")
    if above:
        for place, name in zip("ABFGH", ("STT", "Họ và tên", "Quan hệ", "Thôn", "Giới tính"), strict=True):
            page.merge_range(f"{place}3:{place}4", name)
        page.merge_range("C3:E3", above)
        page.write_row("C4", ["Ngày", "Tháng", "Năm"])
    else:
        page.write_row("A4", ["STT", "Họ và tên", "Ngày", "Tháng", "Năm", "Quan hệ", "Thôn", "Giới tính"])
    rows = [
        (1, "Mẫu Văn An", 5, 8, 1980, "chủ hộ", "Đông Một", "Nam"),
        (2, "Mẫu Thị Bé", None, 9, 1982, "vợ", "Đông Một", "Nữ"),
        (3, "Mẫu Văn Con", "00", "00", 2010, "con", "Đông Một", "Nam"),
        (4, "Mẫu Thị Dần", None, None, None, "con", "Đông Một", "Nữ"),
        (5, "Mẫu Văn Em", "31", "2", "2015", "con", "Đông Một", "Nam"),
        (6, "Mẫu Thị Giang", 7, None, 2017, "con", "Đông Một", "Nữ"),
    ]
    for place, row in enumerate(rows, 4):
        page.write_row(place, 0, row)
    book.close()
    found = taken_in(path, country)
    assert births() == {
        "Mẫu Văn An": (date(1980, 8, 5), "day"),
        "Mẫu Thị Bé": (date(1982, 9, 1), "month"),
        "Mẫu Văn Con": (date(2010, 1, 1), "year"),
        "Mẫu Thị Dần": (None, ""),
        "Mẫu Văn Em": (None, ""),
        "Mẫu Thị Giang": (None, ""),
    }
    assert set(Person.objects.values_list("sex", flat=True)) == {"male", "female"}
    assert told(found) == [(9, "birth_date", CELL), (10, "birth_date", CELL)]
    write_returned(found.opened, found.faults.frame, {}, tmp_path / "r.xlsx")
    given = openpyxl.load_workbook(tmp_path / "r.xlsx")
    assert "không phải ngày" in given["Hộ"]["E9"].comment.text
    assert given["Nhận xét khi nhập"].cell(given["Nhận xét khi nhập"].max_row, 5).value == "7/?/2017"


def test_days_of_a_decision_are_no_births(country: Country, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Hộ")
    for place, name in zip("ABC", ("STT", "Chủ hộ", "Thôn"), strict=True):
        page.merge_range(f"{place}1:{place}2", name)
    page.merge_range("D1:F1", "Được cấp sổ")
    page.write_row("D2", ["Ngày", "Tháng", "Năm"])
    page.write_row("A3", [1, "Mẫu Văn An", "Đông Một", 5, 8, 2020])
    page.write_row("A4", [2, "Thử Văn Ba", "Đông Một", 6, 9, 2021])
    book.close()
    taken_in(path, country)
    assert {birth for birth, _ in births().values()} == {None}
    assert set(Person.objects.values_list("sex", flat=True)) == {""}


def test_years_below_men_and_women_are_births(country: Country, tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Nam", "Nữ", "Quan hệ", "Thôn"],
        [1, "Mẫu Văn An", 1980, None, "chủ hộ", "Đông Một"],
        [2, "Mẫu Thị Bé", None, "3/4/1985", "vợ", "Đông Một"],
        [3, "Mẫu Văn Con", "2010", None, "con", "Đông Một"],
        [4, "Mẫu Thị Dần", None, "x", "con", "Đông Một"],
    ]
    found = taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": rows}), country)
    assert births()["Mẫu Văn An"] == (date(1980, 1, 1), "year")
    assert births()["Mẫu Thị Bé"] == (date(1985, 4, 3), "day")
    assert list(Person.objects.order_by("pk").values_list("sex", flat=True)) == [
        "male",
        "female",
        "male",
        "female",
    ]
    assert told(found) == [(5, "birth_female", CELL)]


def test_marks_below_men_and_women_stay_marks(country: Country, tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Nam", "Nữ", "Năm", "Thôn"],
        [1, "Mẫu Văn An", "x", None, 2023, "Đông Một"],
        [2, "Thử Thị Bé", None, "x", 2024, "Đông Một"],
    ]
    found = taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": rows}), country)
    assert not told(found)
    assert list(Person.objects.order_by("pk").values_list("sex", flat=True)) == ["male", "female"]
