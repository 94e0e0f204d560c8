"""Whom a household counts among by its people: certain, certainly not, or unknown; on any day."""

from datetime import date
from typing import Any

import pytest
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from tests.apps.households.made import WHO, about, home, person, said
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.households.actions import record_death, record_household
from giamngheo.apps.households.flags import Flag, certainly, flags_of
from giamngheo.apps.households.models import Household

pytestmark = pytest.mark.django_db

Truth = bool | None


@pytest.fixture
def country() -> Country:
    return make_country()


def family(country: Country, *members: dict[str, Any]) -> Household:
    relations = ("head", "spouse", "child", "child")
    told = [said(relations[place], "Mẫu Văn A", **one) for place, one in enumerate(members)]
    return record_household(country.east_1.pk, told, about(), WHO)


def flags(household: Household, day: date = TODAY) -> dict[Flag, Truth]:
    return flags_of([household.pk], day)[household.pk]


def born(year: int, month: int = 1, day: int = 1, precision: str = "day") -> dict[str, Any]:
    return {"birth_date": date(year, month, day), "birth_precision": precision}


@pytest.mark.parametrize(
    ("flag", "members", "expected"),
    [
        (Flag.ETHNIC_MINORITY, [{"ethnicity": "tay"}], True),
        (Flag.ETHNIC_MINORITY, [{"ethnicity": "kinh"}, {"ethnicity": "tay"}], False),
        (Flag.ETHNIC_MINORITY, [{}, {"ethnicity": "tay"}], None),
        (Flag.MERIT, [{}, {"is_meritorious": True}], True),
        (Flag.MERIT, [{"is_meritorious": False}, {"is_meritorious": False}], False),
        (Flag.MERIT, [{"is_meritorious": False}, {}], None),
        (Flag.DISABILITY, [{"disability_degree": "mild"}], True),
        (Flag.DISABILITY, [{"social_assistance": ["severe_disability"]}], True),
        (Flag.DISABILITY, [{"social_assistance": ["elderly"]}], None),
        (Flag.CHILD, [born(1980), born(2010, 11, 15)], False),
        (Flag.CHILD, [born(1980), born(2010, 11, 16)], True),
        (Flag.CHILD, [born(1980), born(2010, precision="year")], None),
        (Flag.CHILD, [born(1980), born(2010, 12, precision="month")], True),
        (Flag.CHILD, [born(1980), born(2009, precision="year")], False),
        (Flag.CHILD, [born(1980), {}], None),
        (Flag.WOMAN_HEAD, [{"sex": "female"}], True),
        (Flag.WOMAN_HEAD, [{"sex": "male"}, {"sex": "female"}], False),
        (Flag.WOMAN_HEAD, [{}, {"sex": "female"}], None),
        (Flag.NO_WORKING_CAPACITY, [{"can_work": False}, born(2015)], True),
        (Flag.NO_WORKING_CAPACITY, [{"work_status": "unable"}, {"work_status": "working"}], False),
        (Flag.NO_WORKING_CAPACITY, [{"can_work": False}, {}], None),
        (Flag.NO_WORKING_CAPACITY, [{"can_work": True, "work_status": "unable"}], False),
    ],
)
def test_a_flag_is_certain_where_somebody_decides_it_and_unknown_where_nobody_said(
    country: Country, flag: Flag, members: list[dict[str, Any]], expected: Truth
) -> None:
    household = family(country, *members)
    assert flags(household)[flag] is expected
    found = Household.objects.filter(certainly(flag, TODAY))
    assert found.exists() is (expected is True)


def test_flags_follow_the_people_of_the_day(country: Country) -> None:
    household = family(country, {"sex": "male"}, born(2012, 5, 1))
    second = home(country.east_1, "Thử Văn Một")
    assert flags(household, date(2026, 1, 1))[Flag.CHILD] is True
    assert flags(household, date(2026, 6, 1))[Flag.MERIT] is None
    assert household.pk not in flags_of([household.pk], date(2020, 1, 1))
    record_death(person("Thử Văn Một"), about(date(2026, 2, 1)), WHO)
    assert second.pk not in flags_of([household.pk, second.pk], TODAY)


def test_where_the_law_leaves_an_age_open_a_child_is_unknown(country: Country) -> None:
    household = family(country, {"can_work": False}, born(2020))
    assert flags(household, date(2027, 6, 1))[Flag.CHILD] is None


def test_by_whom_a_household_is_of_a_minority_is_a_setting(country: Country) -> None:
    household = family(country, {"ethnicity": "kinh"}, {"ethnicity": "kinh"}, {"ethnicity": "cham"})
    for by, expected in (("head", False), ("head_or_spouse", False), ("anybody", True)):
        with override_settings(MINORITY_BY=by):
            assert flags(household)[Flag.ETHNIC_MINORITY] is expected


MEMBERS = st.lists(
    st.fixed_dictionaries(
        {
            "is_meritorious": st.sampled_from([True, False, None]),
            "can_work": st.sampled_from([True, False, None]),
            "work_status": st.sampled_from(["", "working", "unable", "studying"]),
            "birth": st.one_of(
                st.none(), st.tuples(st.integers(2009, 2012), st.sampled_from(["day", "year"]))
            ),
            "sex": st.sampled_from(["", "male", "female"]),
        }
    ),
    min_size=1,
    max_size=4,
)


class Families(TestCase):
    """Random families against the plain words of the rules."""

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(MEMBERS)
    def test_many_are_told_as_a_plain_twin_tells_one(self, members: list[dict[str, Any]]) -> None:
        country = make_country()
        told = [
            {name: value for name, value in one.items() if name != "birth"}
            | (born(one["birth"][0], precision=one["birth"][1]) if one["birth"] else {})
            for one in members
        ]
        household = family(country, *told)
        found = flags(household)
        assert found[Flag.MERIT] is some(one["is_meritorious"] for one in members)
        assert found[Flag.CHILD] is some(under(one, 16) for one in members)
        assert found[Flag.NO_WORKING_CAPACITY] is every(cannot(one) for one in members)
        head = members[0]["sex"]
        assert found[Flag.WOMAN_HEAD] is (None if not head else head == "female")


def some(values: Any) -> Truth:
    told = list(values)
    return True if True in told else None if None in told else False


def every(values: Any) -> Truth:
    told = list(values)
    return False if False in told else None if None in told else True


def under(one: dict[str, Any], age: int) -> Truth:
    if one["birth"] is None:
        return None
    year, precision = one["birth"]
    oldest, youngest = date(year, 1, 1), date(year, 12 if precision == "year" else 1, 31)
    youngest = oldest if precision == "day" else youngest
    turned = [date(birth.year + age, birth.month, birth.day) <= TODAY for birth in (oldest, youngest)]
    return False if all(turned) else None if any(turned) else True


def cannot(one: dict[str, Any]) -> Truth:
    if one["can_work"] is not None:
        return not one["can_work"]
    if one["work_status"] in {"unable", "working"}:
        return one["work_status"] == "unable"
    return True if under(one, 15) else None
