"""People and households that stand in a list twice, or seem to: nobody is lost and nobody doubled unsaid."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from tests.apps.exchange.register.made import HEADINGS, taken_in, told, workbook
from tests.factories.places import Country, make_country

from giamngheo.apps.exchange.register.faults import LEFT_OUT, NOTED, Faults
from giamngheo.apps.households.models import Household, Person, Residence

pytestmark = pytest.mark.django_db
LATER = date(2026, 10, 1)


@pytest.fixture
def country() -> Country:
    return make_country()


def row(name: str, relation: str, birth: object, number: object = None, of: object = 1) -> list[object]:
    return [None, of, "Đông Một", name, relation, None, birth, number, None]


def test_a_member_twice_with_other_data_is_told_and_the_first_row_is_taken(
    country: Country, tmp_path: Path
) -> None:
    rows = [
        HEADINGS,
        row("Mẫu Văn An", "chủ hộ", 1980),
        row("Mẫu Thị Bé", "con", "1/2/2005"),
        row("Mẫu Thị Bé", "con dâu", 2005),
        row("Mẫu Văn Cả", "con", 2010),
        row("MẪU VĂN CẢ", "con", None),
        row("Mẫu Văn Dần", "con", 2010, "999210000001"),
        row("Mẫu Văn Dần", "cháu", 2011, "999210000001"),
    ]
    found = taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": rows}), country)
    lost = [fault for fault in told(found) if fault[2] == LEFT_OUT]
    assert lost == [(4, "person", LEFT_OUT), (6, "person", LEFT_OUT), (8, "person", LEFT_OUT)]
    assert found.faults.frame.filter(row=4).get_column("reason").to_list() == [
        "người này đã ghi ở dòng 3 của cùng hộ với thông tin khác; lấy dòng 3"
    ]
    assert Person.objects.count() == 4
    assert Person.objects.get(full_name="Mẫu Thị Bé").relationship == "child"
    assert Person.objects.get(full_name="Mẫu Văn Dần").personal_number == "999210000001"


def test_two_members_of_one_name_who_differ_are_two(country: Country, tmp_path: Path) -> None:
    rows = [
        HEADINGS,
        row("Mẫu Văn An", "chủ hộ", 1980),
        row("Mẫu Thị Bé", "mẹ", 1950),
        row("Mẫu Thị Bé", "con", 2005),
        row("Mẫu Văn Cả", "con", None),
        row("Mẫu Văn Cả", "cháu", None),
        row("Mẫu Văn Dần", "con", 2010, "999210000001"),
        row("Mẫu Văn Dần", "con", 2010, "999210000002"),
    ]
    found = taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": rows}), country)
    assert Person.objects.count() == 7
    assert {effect for _, _, effect in told(found)} == {NOTED}  # 999 is no province's


def heads(tmp_path: Path, *rows: list[object], name: str = "a.xlsx") -> Path:
    headings = ["STT", "Chủ hộ", "Năm sinh", "Số khẩu", "Địa chỉ", "Thôn"]
    return workbook(tmp_path / name, {"Hộ": [headings, *rows]})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([1, "Mẫu Văn An", None, None, None], [2, "Mẫu Văn An", None, None, None]),
        ([None, "Mẫu Văn An", None, 3, None], [None, "Mẫu Văn An", None, 5, None]),
        ([None, "Mẫu Văn An", None, None, "ngõ 1"], [None, "Mẫu Văn An", None, None, "ngõ 2"]),
        ([None, "Mẫu Văn An", 1950, None, None], [None, "Mẫu Văn An", 1960, None, None]),
        ([None, "Mẫu Văn An", None, None, None], [None, "Mẫu Văn An", 1960, None, None]),
        ([None, "Mẫu Thị Hoa", None, None, None], [None, "Mẫu Thị Hoà", None, None, None]),
        ([1, "Mẫu Văn An", 1960, 2, "ngõ 1"], [2, "Mẫu Văn An", 1960, 2, "ngõ 2"]),
    ],
)
def test_heads_of_one_name_who_differ_in_anything_are_two_each_time_the_list_comes(
    country: Country, tmp_path: Path, one: list[object], other: list[object]
) -> None:
    third = [9 if one[0] else None, "Thử Văn Ba", 1970, 1, "ngõ 9"]
    path = heads(tmp_path, *([*told_of, "Đông Một"] for told_of in (one, other, third)))
    found = taken_in(path, country)
    assert Household.objects.count() == 3
    of_two = [] if one[2] and one[2] != other[2] else [(3, "person", NOTED)]
    assert told(found) == of_two
    again = taken_in(path, country, LATER)
    assert again.plan.counts["same"] == 3 and again.plan.residences.is_empty()
    assert Household.objects.count() == 3


def test_heads_of_one_name_whom_nothing_tells_apart_are_one_and_that_is_asked(
    country: Country, tmp_path: Path
) -> None:
    path = heads(
        tmp_path,
        [1, "Mẫu Văn An", None, 2, None, "Đông Một"],
        [1, "Mẫu Văn An", None, 2, None, "Đông Một"],
        [2, "Thử Văn Ba", 1970, 1, None, "Đông Một"],
    )
    found = taken_in(path, country)
    assert Household.objects.count() == 2
    fault = found.faults.frame.row(0, named=True)
    assert (fault["row"], fault["effect"]) == (3, NOTED)
    assert fault["reason"].startswith("giống hệt dòng 2: một hộ ghi hai lần, hay hai chủ hộ cùng tên?")
    assert "Nếu là hai hộ: ghi số hộ" in fault["remedy"]


def test_families_without_numbers_of_heads_of_one_name_are_two(country: Country, tmp_path: Path) -> None:
    headings = ["Họ và tên", "Quan hệ", "Năm sinh", "Thôn"]
    family = [["Mẫu Văn An", "chủ hộ", None, "Đông Một"], ["Mẫu Thị Bé", "vợ", 1980, "Đông Một"]]
    other = [["Mẫu Văn An", "chủ hộ", None, "Đông Một"], ["Thử Thị Lan", "vợ", 1960, "Đông Một"]]
    path = workbook(tmp_path / "a.xlsx", {"Hộ": [headings, *family, *other, *family]})
    found = taken_in(path, country)
    homes = Household.objects.order_by("pk").values_list("head_name", "members")
    assert list(homes) == [("Mẫu Văn An", 2), ("Mẫu Văn An", 2)]
    assert told(found) == [
        (4, "person", NOTED),
        (6, "person", NOTED),
        (7, "person", NOTED),
    ]
    assert Residence.objects.filter(superseded_by=None).count() == 2


def test_names_alone_are_enough_to_tell_doubles(country: Country, tmp_path: Path) -> None:
    headings = ["STT", "Họ và tên", "Quan hệ", "Thôn"]
    rows = [
        [1, "Mẫu Văn An", "chủ hộ", "Đông Một"],
        [2, "Mẫu Thị Bé", "con", "Đông Một"],
        [3, "Mẫu Thị Bé", "con", "Đông Một"],
        [4, "Thử Văn Ba", "chủ hộ", "Đông Một"],
        [5, "Mẫu Văn An", "chủ hộ", "Đông Một"],
    ]
    found = taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": [headings, *rows]}), country)
    assert (Household.objects.count(), Person.objects.count()) == (3, 4)
    assert told(found) == [(4, "person", NOTED), (6, "person", NOTED)]


def test_a_fault_of_rows_in_pieces_is_told() -> None:
    schema = {"sheet": pl.String, "row": pl.Int64, "note": pl.String}
    rows = pl.concat(
        [pl.DataFrame(schema=schema), pl.DataFrame([("Hộ", 2, "lạ")], schema=schema, orient="row")],
        rechunk=False,
    )
    faults = Faults()
    faults.tell(rows, "note", pl.format("«{}» lạ", "note"), "Xem lại.", NOTED)
    assert faults.frame.get_column("reason").to_list() == ["«lạ» lạ"]
