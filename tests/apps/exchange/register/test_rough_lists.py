"""Lists that came in wrong without a word: each is now read right, or told."""

from datetime import date
from pathlib import Path

import pytest
from tests.apps.exchange.register.made import HEADINGS, prepared, taken_in, told, workbook
from tests.factories.places import Country, make_country

from giamngheo.apps.exchange.register.faults import LEFT_OUT
from giamngheo.apps.households.models import Household, Person

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
