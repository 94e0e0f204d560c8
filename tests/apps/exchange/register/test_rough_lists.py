"""Lists that came in wrong without a word: each is now read right, or told."""

from datetime import date
from pathlib import Path

import pytest
from tests.apps.exchange.register.made import HEADINGS, prepared, taken_in, told, workbook
from tests.factories.places import Country, in_force, make_country

from giamngheo.apps.exchange.register.faults import LEFT_OUT
from giamngheo.apps.households.models import Household, Person
from giamngheo.foundation.areas.kinds import Kind
from giamngheo.foundation.areas.models import Area, Change
from giamngheo.foundation.areas.states import Verb

pytestmark = pytest.mark.django_db
VILLAGE = "Đông Một"


@pytest.fixture
def country() -> Country:
    return make_country()


def homes() -> list[tuple[str, int, int]]:
    told_of = Household.objects.filter(is_living=True).order_by("pk")
    return list(told_of.values_list("head_name", "members", "area_id"))


def test_a_column_of_birth_years_makes_nobody_a_man(country: Country, tmp_path: Path) -> None:
    rows = [
        ["Số hộ", "Thôn", "Họ tên chủ hộ", "Năm sinh"],
        [1, VILLAGE, "Mẫu Thị An", 1980],
        [2, VILLAGE, "Mẫu Thị Ba", 1981],
    ]
    taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": rows}), country)
    assert list(Person.objects.order_by("pk").values_list("sex", "birth_date")) == [
        ("", date(1980, 1, 1)),
        ("", date(1981, 1, 1)),
    ]


def test_one_household_and_none_at_all(country: Country, tmp_path: Path) -> None:
    rows = [["Số hộ", "Thôn", "Họ tên chủ hộ"], [1, VILLAGE, "Mẫu Thị An"]]
    taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": rows}), country)
    assert homes() == [("Mẫu Thị An", 1, country.east_1.pk)]
    assert not prepared(workbook(tmp_path / "b.xlsx", {"Hộ": [HEADINGS]}), country).plan.people.height


FAMILIES = ["Họ và tên", "Quan hệ với chủ hộ", "Thôn"]
AN, HOA = ["Mẫu Văn An", "Chủ hộ", VILLAGE], ["Mẫu Thị Hoà", "vợ", VILLAGE]
BA, BON = ["Thử Văn Ba", None, VILLAGE], ["Thử Thị Bốn", "vợ", VILLAGE]


def test_without_numbers_nobody_joins_the_household_above_on_a_guess(
    country: Country, tmp_path: Path
) -> None:
    found = taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": [FAMILIES, AN, HOA, BA, BON]}), country)
    assert homes() == [("Mẫu Văn An", 2, country.east_1.pk)]
    assert told(found) == [(4, "relationship", LEFT_OUT), (5, "relationship", LEFT_OUT)]


@pytest.mark.parametrize(("first", "second"), [(None, None), ("Chủ hộ", "CH")])
def test_heads_are_those_who_leave_it_open_or_shorten_it(
    country: Country, tmp_path: Path, first: object, second: object
) -> None:
    rows = [FAMILIES, [AN[0], first, VILLAGE], HOA, [BA[0], second, VILLAGE], BON]
    found = taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": rows}), country)
    assert homes() == [("Mẫu Văn An", 2, country.east_1.pk), ("Thử Văn Ba", 2, country.east_1.pk)]
    assert not told(found)


def test_another_village_or_another_name_in_the_column_of_heads_begins_a_household(
    country: Country, tmp_path: Path
) -> None:
    rows = [
        ["Chủ hộ", *FAMILIES],
        [AN[0], *AN],
        [AN[0], *HOA],
        [BA[0], *BON],  # the head stands below
        [BA[0], BA[0], "Chủ hộ", VILLAGE],
        ["Ví Văn Năm", "Ví Văn Năm", None, VILLAGE],
        ["Ví Văn Năm", "Ví Thị Sáu", "vợ", VILLAGE],
        [AN[0], AN[0], "Chủ hộ", "Đông Hai"],
        [AN[0], "Trình Thị Bảy", "vợ", "Đông Hai"],
    ]
    found = taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": rows}), country)
    assert not told(found)
    assert homes() == [
        ("Mẫu Văn An", 2, country.east_1.pk),
        ("Thử Văn Ba", 2, country.east_1.pk),
        ("Ví Văn Năm", 2, country.east_1.pk),
        ("Mẫu Văn An", 2, country.east_2.pk),
    ]


def test_a_list_of_a_day_before_the_register_takes_nobody_twice(country: Country, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {"Hộ": [FAMILIES, AN, HOA]})
    taken_in(path, country)
    found = taken_in(path, country, date(2025, 9, 30))
    assert told(found) == [(2, "person", LEFT_OUT), (3, "person", LEFT_OUT)]
    assert homes() == [("Mẫu Văn An", 2, country.east_1.pk)]


def test_a_son_with_a_household_of_his_own_does_not_take_his_fathers_over(
    country: Country, tmp_path: Path
) -> None:
    headings = [*FAMILIES, "Số CCCD", "Ngày sinh"]
    father, mother = [*AN, None, 1960], [*HOA, None, 1962]
    son = ["Mẫu Văn Bé", "con", VILLAGE, "999090000001", 1990]
    taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": [headings, father, mother, son]}), country)
    left = [
        headings,
        father,
        mother,
        [son[0], "Chủ hộ", *son[2:]],
        ["Thử Thị Dâu", "vợ", VILLAGE, None, 1991],
    ]
    found = taken_in(workbook(tmp_path / "b.xlsx", {"Hộ": left}), country, date(2026, 10, 1))
    assert [one for one in told(found) if one[2] == LEFT_OUT] == [
        (4, "personal_number", LEFT_OUT),
        (5, "person", LEFT_OUT),
    ]
    assert homes() == [("Mẫu Văn An", 3, country.east_1.pk)]


def test_households_that_were_numbered_anew_are_known_by_their_heads(
    country: Country, tmp_path: Path
) -> None:
    headings = ["Số hộ", *FAMILIES]
    first = [[1, *AN], [1, *HOA], [2, "Thử Văn Ba", "Chủ hộ", VILLAGE]]
    taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": [headings, *first]}), country)
    swapped = [[1, "Thử Văn Ba", "Chủ hộ", VILLAGE], [2, *AN], [2, *HOA]]
    found = taken_in(workbook(tmp_path / "b.xlsx", {"Hộ": [headings, *swapped]}), country, date(2026, 10, 1))
    assert not told(found)
    assert found.plan.counts["known_homes"] == 2 and found.plan.counts["same"] == 3
    assert Person.objects.count() == 3


def test_villages_in_rows_between_are_numbered_and_counted(country: Country, tmp_path: Path) -> None:
    headings = ["STT", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh"]
    rows = [
        headings,
        ["Thôn Đông Một (2 khẩu)"],
        [1, "Mẫu Văn An", "Chủ hộ", 1980],
        [2, "Mẫu Thị Hoà", "vợ", 1982],
        ["II. Thôn Đông Hai: 1 hộ, 1 khẩu"],
        [1, "Thử Văn Ba", "Chủ hộ", 1970],
        ["III", "Thôn Đông Một"],
        [1, "Ví Văn Tư", "Chủ hộ", 1960],
    ]
    found = taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": rows}), country)
    assert not told(found)
    assert homes() == [
        ("Mẫu Văn An", 2, country.east_1.pk),
        ("Thử Văn Ba", 1, country.east_2.pk),
        ("Ví Văn Tư", 1, country.east_1.pk),
    ]


def test_villages_that_only_accents_or_kinds_tell_apart(country: Country, tmp_path: Path) -> None:
    changes = [("east-3", Kind.VILLAGE, "Đồng Một"), ("east-4", Kind.RESIDENTIAL_GROUP, "Đông Hai")]
    in_force(
        date(2025, 9, 1),
        [
            Change(verb=Verb.CREATE, code=code, kind=kind, name=name, parent_code="east")
            for code, kind, name in changes
        ],
    )
    ids = dict(Area.objects.filter(codes__code__in=["east-3", "east-4"]).values_list("codes__code", "pk"))
    names = ("Đông Một", "Thôn Đồng Một", "thôn Đông Hai", "Tổ dân phố Đông Hai", "dong mot", "Đông Hai")
    rows = [["Số hộ", "Họ tên chủ hộ", "Thôn"]]
    rows += [[str(place), f"Mẫu Văn {'ABCDEG'[place]}", name] for place, name in enumerate(names)]
    found = taken_in(workbook(tmp_path / "a.xlsx", {"Hộ": rows}), country)
    assert [area for _, _, area in homes()] == [
        country.east_1.pk,
        ids["east-3"],
        country.east_2.pk,
        ids["east-4"],
    ]
    assert told(found) == [(6, "village", LEFT_OUT), (7, "village", LEFT_OUT)]
