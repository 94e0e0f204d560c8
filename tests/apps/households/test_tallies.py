"""The numbers of households kept beside the register are those of the register, whatever changes it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Count, Sum
from django.db.utils import ProgrammingError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from psycopg import connect
from tests.apps.households.made import home
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.apps.households.city import make_city
from giamngheo.apps.households.models import Household, Tally
from giamngheo.foundation.accounts.acting import acting

KIND = ("area_id", "class_today", "escaped_on")
DAYS = (None, date(2025, 12, 14), date(2026, 12, 14))


def counted() -> dict[tuple[Any, ...], int]:
    """By unit and kind, one by one."""
    rows = Household.objects.filter(is_living=True).values_list(*KIND).annotate(count=Count("pk")).order_by()
    return {kind: count for *of, count in rows for kind in [tuple(of)]}


def tallied() -> dict[tuple[Any, ...], int]:
    rows = Tally.objects.values_list(*KIND).annotate(count=Sum("households")).order_by()
    return {kind: count for *of, count in rows if count for kind in [tuple(of)]}


class Changes(TestCase):
    """Households of two villages change their kind, their place, and leave."""

    @settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.lists(
            st.tuples(
                st.lists(st.integers(0, 3), min_size=1, max_size=4, unique=True),
                st.sampled_from(["", "poor", "near_poor", "not_poor"]),
                st.sampled_from(DAYS),
                st.booleans(),
                st.booleans(),
            ),
            max_size=12,
        )
    )
    def test_any_statement_is_counted(self, changes: list[tuple[list[int], str, Any, bool, bool]]) -> None:
        country = make_country()
        homes = [home(country.east_1, f"Mẫu {name}").pk for name in ("Một", "Hai", "Ba", "Bốn")]
        for which, name, left_on, is_first, is_living in changes:
            Household.objects.filter(pk__in=[homes[place] for place in which]).update(
                class_today=name,
                escaped_on=left_on,
                area=country.east_1 if is_first else country.west_1,
                is_living=is_living,
            )
            assert tallied() == counted()


@pytest.mark.django_db
def test_rows_of_a_unit_are_put_together_before_they_are_many() -> None:
    country = make_country()
    one = home(country.east_1, "Mẫu Một")
    home(country.east_1, "Mẫu Hai")
    home(country.east_2, "Mẫu Ba")
    for turn in range(200):
        Household.objects.filter(pk=one.pk).update(class_today="poor" if turn % 2 else "near_poor")
        assert Tally.objects.filter(area=country.east_1).count() <= 60
    assert tallied() == counted()


@pytest.mark.django_db
def test_a_whole_city_is_counted_as_it_is_written() -> None:
    make_city(1_200)
    assert tallied() == counted() and sum(tallied().values()) > 1_100


@pytest.mark.django_db
def test_numbers_are_seen_where_households_are_and_written_by_nobody() -> None:
    country = make_country()
    for area in (country.east_1, country.west_1):
        home(area, "Mẫu Một")
    officer = make_person(("officer", country.east))
    with acting(officer.pk, TODAY):
        assert {one.area_id for one in Tally.objects.all()} == {country.east_1.pk}
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Tally.objects.create(area=country.east_1, class_today="poor", households=9)
        assert Tally.objects.update(households=9) == 0


@pytest.mark.django_db(transaction=True)
def test_nobody_waits_for_anothers_change_of_the_same_village(country: Country) -> None:
    first, second = (home(country.east_1, name) for name in ("Mẫu Một", "Mẫu Hai"))
    parameters = connection.get_connection_params()
    known = {
        name: parameters[name]
        for name in ("dbname", "user", "password", "host", "port")
        if parameters.get(name)
    }
    change = "UPDATE households_household SET class_today = 'poor' WHERE id = %s"
    with connect(**known) as other:
        other.execute(change, [first.pk])
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '2s'")
            cursor.execute(change, [second.pk])
        other.commit()
    assert tallied() == counted() == {(country.east_1.pk, "poor", None): 2}


@pytest.fixture
def country(transactional_db: Callable[[], None]) -> Country:
    return make_country()
