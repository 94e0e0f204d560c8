"""Whom to invite: of the right age, sex and group on the day, and what the register does not say."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.apps.activities.made import POOR_SINCE, poor_home
from tests.apps.households.made import about, said
from tests.apps.results.made import OFFICER, decided
from tests.factories.places import Country, make_country

from giamngheo.apps.activities.eligibility import entrants, verdict
from giamngheo.apps.activities.inviting import invited, may_be_invited, unknown_to
from giamngheo.apps.households.actions import record_household
from giamngheo.apps.households.models import Household, Person
from giamngheo.foundation.areas.models import Area
from giamngheo.law.activities.library import activity_kinds

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 15)
_AT_HOME = (
    ("head", "Mẫu Thị Mẹ", "female", date(1990, 3, 2), "day"),
    ("spouse", "Mẫu Văn Bố", "male", date(1988, 1, 1), "year"),
    ("child", "Mẫu Văn Năm Tuổi", "male", date(2021, 11, 16), "day"),
    ("child", "Mẫu Văn Vừa Năm", "male", date(2021, 11, 15), "day"),
    ("child", "Mẫu Thị Cuối Năm", "female", date(2021, 1, 1), "year"),
    ("child", "Mẫu Văn Đầu Tháng", "male", date(2021, 11, 1), "month"),
    ("child", "Mẫu Thị Mười Lăm", "female", date(2010, 11, 16), "day"),
    ("child", "Mẫu Thị Mười Sáu", "female", date(2010, 11, 15), "day"),
    ("child", "Mẫu Thị Nhuận", "female", date(2012, 2, 29), "day"),
    ("child", "Mẫu Thị Chưa Rõ", "female", None, ""),
    ("child", "Mẫu Ai Đó", "", date(1995, 1, 1), "year"),
)


@pytest.fixture
def country() -> Country:
    return make_country()


def family(area: Area) -> Household:
    """A poor household of every age that matters."""
    one = record_household(
        area.pk,
        [
            said(place, name, sex=sex, birth_date=born, birth_precision=precision)
            for place, name, sex, born, precision in _AT_HOME
        ],
        about(),
        OFFICER,
    )
    decided([one], "poor", POOR_SINCE)
    return one


@pytest.mark.parametrize("kind", ["child_nutrition", "mother_and_child", "school_meals"])
@pytest.mark.parametrize("day", [TODAY, date(2026, 2, 28), date(2026, 12, 31)])
def test_the_database_offers_exactly_those_whom_entry_lets_in(country: Country, kind: str, day: date) -> None:
    family(country.east_1)
    law = activity_kinds()[kind]
    people = list(Person.objects.values_list("pk", flat=True))
    right = {number for number, one in entrants(law, people, day).items() if verdict(law, one, day).group}
    offered = set(Person.objects.filter(may_be_invited(law, day, TODAY)).values_list("pk", flat=True))
    assert offered == right
    if day == TODAY:
        names = set(Person.objects.filter(pk__in=offered).values_list("full_name", flat=True))
        assert ("Mẫu Văn Năm Tuổi" in names, "Mẫu Văn Vừa Năm" in names) == {
            "child_nutrition": (True, True),
            "mother_and_child": (True, False),
            "school_meals": (False, True),
        }[kind]


def test_those_whom_the_register_does_not_tell_are_counted_and_not_offered(country: Country) -> None:
    family(country.east_1)
    areas = [country.east_1.pk]
    counts = [
        unknown_to(activity_kinds()[kind], areas, TODAY, TODAY)
        for kind in ("child_nutrition", "mother_and_child", "model")
    ]
    assert counts == [1, 2, 0]  # whose sex alone is missing matters for mothers


def test_of_another_day_the_list_of_that_day_counts_and_as_whom_somebody_comes_is_told(
    country: Country,
) -> None:
    left = poor_home(country.east_1, "Mẫu Thị Thoát", since=date(2025, 12, 10))
    decided([left], "not_poor", date(2026, 6, 1))
    Person.objects.update(sex="female", birth_date=date(1990, 1, 1), birth_precision="day")
    one = family(country.east_1)
    law, areas = activity_kinds()["mother_and_child"], [country.east_1.pk]

    def names(day: date) -> dict[str, str]:
        numbers = list(Person.objects.filter(may_be_invited(law, day, TODAY)).values_list("pk", flat=True))
        return {each.entrant.name: each.who for each in invited(law, numbers, areas, day)}

    assert names(TODAY)["Mẫu Thị Mẹ"] == "Bà mẹ"
    assert names(TODAY)["Mẫu Văn Năm Tuổi"] == "Trẻ em dưới 5 tuổi"
    then = Person.objects.filter(may_be_invited(law, date(2026, 3, 1), TODAY)).values_list(
        "household_id", flat=True
    )
    now = Person.objects.filter(may_be_invited(law, TODAY, TODAY)).values_list("household_id", flat=True)
    assert (left.pk in then, left.pk in now, one.pk in now) == (True, False, True)
    assert (
        list(invited(law, list(Person.objects.values_list("pk", flat=True)), [country.west_1.pk], TODAY))
        == []
    )


def test_many_are_asked_for_in_as_many_questions_as_one(country: Country) -> None:
    for _ in range(3):
        family(country.east_1)
    law = activity_kinds()["child_nutrition"]
    numbers = list(Person.objects.filter(may_be_invited(law, TODAY, TODAY)).values_list("pk", flat=True))
    asked = []
    for some in (numbers[:1], numbers):
        with CaptureQueriesContext(connection) as found:
            assert len(list(invited(law, some, [country.east_1.pk], TODAY))) == len(some)
        asked.append(len(found))
    assert asked[0] == asked[1]
