"""Households on one sheet, members on another, villages written on some rows only."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.apps.exchange.register.made import taken_in, told, workbook
from tests.factories.places import Country, make_country

from giamngheo.apps.exchange.register.faults import LEFT_OUT
from giamngheo.apps.households.models import Household, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def book(tmp_path: Path, homes: Sequence[Sequence[object]], members: Sequence[Sequence[object]]) -> Path:
    of_homes = [["Số hộ", "Chủ hộ", "Thôn"], *homes]
    of_members = [["Số hộ", "Họ và tên", "Quan hệ với chủ hộ", "Thôn"], *members]
    return workbook(tmp_path / "a.xlsx", {"Hộ": of_homes, "Thành viên": of_members})


HOMES = [
    (1, "Mẫu Văn An", "Đông Một"),
    (2, "Thử Văn Ba", "Đông Một"),
    (1, "Trình Văn Cả", "Đông Hai"),
    (3, "Diễn Văn Dung", "Đông Hai"),
]


def test_a_blank_village_is_that_of_the_only_household_of_a_number(country: Country, tmp_path: Path) -> None:
    members = [
        (1, "Mẫu Văn An", "chủ hộ", "Đông Một"),
        (1, "Mẫu Thị Bé", "con", "Đông Một"),
        (1, "Trình Văn Cả", "chủ hộ", "Đông Hai"),
        (3, "Diễn Văn Dung", "chủ hộ", None),
        (3, "Diễn Thị Em", "con", None),
        (2, "Thử Văn Ba", "chủ hộ", "Đông Một"),
        (1, "Ví Thị Lạc", "con", None),
    ]
    found = taken_in(book(tmp_path, HOMES, members), country)
    assert sorted(Household.objects.values_list("head_name", "members", "area_id")) == sorted(
        [
            ("Mẫu Văn An", 2, country.east_1.pk),
            ("Thử Văn Ba", 1, country.east_1.pk),
            ("Trình Văn Cả", 1, country.east_2.pk),
            ("Diễn Văn Dung", 2, country.east_2.pk),
        ]
    )
    assert (8, "household", LEFT_OUT) in told(found)
    fault = found.faults.frame.filter(field="household").row(0, named=True)
    assert fault["remedy"] == "Ghi thôn của người này."
    assert not Person.objects.filter(full_name="Ví Thị Lạc").exists()


def test_members_without_a_column_of_villages_find_numbers_that_are_unique(
    country: Country, tmp_path: Path
) -> None:
    members = [(2, "Thử Văn Ba", "chủ hộ", None), (2, "Thử Thị Bé", "con", None), (1, "Ví Lạc", "con", None)]
    found = taken_in(book(tmp_path, HOMES, members), country)
    assert Household.objects.get(head_name="Thử Văn Ba").members == 2
    assert Household.objects.count() == 4
    assert [fault for fault in told(found) if fault[2] == LEFT_OUT] == [(4, "household", LEFT_OUT)]
