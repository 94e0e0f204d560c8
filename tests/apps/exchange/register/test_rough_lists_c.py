"""Lists that came in wrong without a word: names in two columns, numbers that changed places, two sheets."""

from datetime import date
from pathlib import Path

import pytest
import xlsxwriter
from tests.apps.exchange.register.made import HEADINGS, prepared, taken_in, told, workbook
from tests.factories.places import Country, in_force, make_country

from giamngheo.apps.exchange.register.faults import LEFT_OUT
from giamngheo.apps.households.models import Household, Particulars, Person
from giamngheo.foundation.areas.kinds import Kind
from giamngheo.foundation.areas.models import Change
from giamngheo.foundation.areas.states import Verb

pytestmark = pytest.mark.django_db
LATER = date(2026, 10, 1)


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.mark.parametrize(
    "headings", [("Họ và chữ đệm", "Tên"), ("Họ và tên", ""), ("Họ và tên", "Họ và tên")]
)
def test_a_name_in_two_columns_is_whole(country: Country, tmp_path: Path, headings: tuple[str, str]) -> None:
    path = tmp_path / "a.xlsx"
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Hộ")
    page.write_row(0, 0, ["STT", "Số hộ", *headings, "Quan hệ với chủ hộ", "Thôn"])
    page.write_row(1, 0, [1, 1, "Mẫu Văn", "An", "Chủ hộ", "Đông Một"])
    page.write_row(2, 0, [2, 1, "Mẫu Thị", "Bé", "con", "Đông Một"])
    page.write_row(3, 0, [3, 2, "Thử Văn", "Cường", "Chủ hộ", "Đông Một"])
    book.close()
    taken_in(path, country)
    names = set(Person.objects.values_list("full_name", flat=True))
    assert names == {"Mẫu Văn An", "Mẫu Thị Bé", "Thử Văn Cường"}


def test_two_numbers_that_changed_places_change_no_people(country: Country, tmp_path: Path) -> None:
    def rows(first: str, second: str) -> list[list[object]]:
        return [
            list(HEADINGS),
            [1, 1, "Đông Một", "Mẫu Văn An", "chủ hộ", None, None, first, None],
            [2, 1, "Đông Một", "Mẫu Thị Hoà", "vợ", None, None, second, None],
        ]

    taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": rows("999080000001", "999180000002")}), country)
    found = prepared(
        workbook(tmp_path / "b.xlsx", {"Hộ": rows("999180000002", "999080000001")}), country, LATER
    )
    assert {effect for _, field, effect in told(found) if field != "personal_number"} <= {LEFT_OUT}
    assert found.plan.changes.is_empty() and found.plan.memberships.is_empty()


def test_what_only_the_sheet_of_households_says_of_a_head_is_kept(country: Country, tmp_path: Path) -> None:
    homes = [
        ["Mã hộ", "Chủ hộ", "Thôn", "Dân tộc", "Số CCCD"],
        ["H1", "Mẫu Văn An", "Đông Một", "Tày", "999080000001"],
    ]
    members = [
        ["Mã hộ", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh"],
        ["H1", "Mẫu Văn An", "Chủ hộ", "1/1/1980"],
        ["H1", "Mẫu Bé", "con", "2/2/2002"],
    ]
    taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": homes, "Thành viên": members}), country)
    said = Particulars.objects.get(full_name="Mẫu Văn An")
    assert (said.ethnicity, said.personal_number, said.birth_date) == (
        "tay",
        "999080000001",
        date(1980, 1, 1),
    )


def test_two_men_of_one_name_and_year_are_two(country: Country, tmp_path: Path) -> None:
    def one(birth: str) -> list[list[object]]:
        return [list(HEADINGS), [1, None, "Đông Một", "Mẫu Văn An", "chủ hộ", "Nam", birth, None, None]]

    taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": one("3/4/1980")}), country)
    taken_in(workbook(tmp_path / "b.xlsx", {"Hộ": one("5/6/1980")}), country, LATER)
    assert Household.objects.count() == 2
    assert Person.objects.filter(birth_date=date(1980, 4, 3)).exists()


def test_households_of_a_village_that_was_merged_are_found_in_what_came_after_it(
    country: Country, tmp_path: Path
) -> None:
    def rows(village: str) -> list[list[object]]:
        return [
            list(HEADINGS),
            [1, 7, village, "Mẫu Văn An", "chủ hộ", "Nam", 1980, None, None],
            [2, 7, village, "Mẫu Bé", "con", "Nam", 2010, None, None],
        ]

    taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": rows("Đông Một")}), country)
    in_force(
        date(2026, 1, 1),
        [
            Change(verb=Verb.CREATE, code="east-9", kind=Kind.VILLAGE, name="Đông Mới", parent_code="east"),
            Change(verb=Verb.END, code="east-1"),
            Change(verb=Verb.SUCCEED, code="east-1", to_code="east-9", is_whole=True),
        ],
    )
    found = taken_in(workbook(tmp_path / "b.xlsx", {"Hộ": rows("Đông Mới")}), country, LATER)
    assert found.plan.counts["same"] == 2
    assert Household.objects.count() == 1


def homes() -> set[tuple[str, int]]:
    return set(Household.objects.filter(is_living=True).values_list("head_name", "members"))


def test_an_ordinal_at_heads_alone_counts_households(country: Country, tmp_path: Path) -> None:
    rows = [
        ["STT", "Họ và tên", "Thôn"],
        [1, "Mẫu Văn An", "Đông Một"],
        [None, "Mẫu Thị Hoà", None],
        [None, "Mẫu Bé", None],
        [2, "Thử Văn Ba", "Đông Một"],
    ]
    taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": rows}), country)
    assert homes() == {("Mẫu Văn An", 3), ("Thử Văn Ba", 1)}


def test_sheets_that_each_begin_with_one_are_lists_of_their_own(country: Country, tmp_path: Path) -> None:
    def rows(*names: str) -> list[list[object]]:
        return [["Số hộ", "Chủ hộ", "Thôn"], *([n, name, "Đông Một"] for n, name in enumerate(names, 1))]

    sheets = {"Nghèo": rows("Mẫu Văn An", "Mẫu Văn Ba"), "Cận nghèo": rows("Thử Văn Cả", "Thử Văn Dần")}
    found = taken_in(workbook(tmp_path / "a.xlsx", sheets), country)
    assert not told(found)
    assert len(homes()) == 4


def test_a_sheet_called_by_a_village_is_of_it_and_01_is_1(country: Country, tmp_path: Path) -> None:
    taken_in(
        workbook(tmp_path / "a.xlsx", {"Đông Hai": [["Số hộ", "Chủ hộ"], ["01", "Mẫu Văn An"]]}), country
    )
    assert Household.objects.get().area_id == country.east_2.pk
    again = workbook(tmp_path / "b.xlsx", {"Đông Hai": [["Số hộ", "Chủ hộ"], [1, "Mẫu Văn An"]]})
    assert prepared(again, country, LATER).plan.counts["same"] == 1


def test_a_year_of_birth_put_right_is_a_change_and_notes_are_no_names(
    country: Country, tmp_path: Path
) -> None:
    def rows(year: int, other: str) -> list[list[object]]:
        return [
            list(HEADINGS),
            [1, 7, "Đông Một", "Mẫu Văn\u200b An", "chủ hộ", "Nam", year, None, None],
            [2, 7, "Đông Một", other, "con", "Nam", 2010, None, None],
        ]

    taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": rows(1980, "Mẫu Bé")}), country)
    assert Person.objects.filter(full_name="Mẫu Văn An").exists()
    found = prepared(workbook(tmp_path / "b.xlsx", {"Hộ": rows(1981, "Mẫu Bé (đã chết)")}), country, LATER)
    assert found.plan.counts["changed"] == 1
    assert told(found) == [(3, "person", LEFT_OUT)]
