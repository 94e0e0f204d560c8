"""What a person holds is asked once for a page that changes nothing, and anew for the next one."""

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.people import make_person
from tests.factories.places import LONG_AGO, TODAY, Country, make_country

from giamngheo.foundation.accounts.held import areas_around, areas_within, held_by, remembering
from giamngheo.foundation.accounts.models import Holding
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import (
    areas_reached,
    held_areas,
    is_everywhere,
    may,
    permissions_in,
    permissions_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def test_while_remembering_each_question_is_asked_once(country: Country) -> None:
    officer = make_person(("officer", country.east))
    with remembering(), CaptureQueriesContext(connection) as captured:
        for _ in range(3):
            assert Permission.KEEP_HOUSEHOLDS in permissions_of(officer.pk, TODAY)
            assert may(officer.pk, Permission.SEE_HOUSEHOLDS, country.east_1.pk, TODAY)
            assert not may(officer.pk, Permission.SEE_HOUSEHOLDS, country.far.pk, TODAY)
            assert not is_everywhere(officer.pk, Permission.SEE_HOUSEHOLDS, TODAY)
            assert areas_reached(officer.pk, Permission.SEE_HOUSEHOLDS, TODAY)
    assert len(captured) == 4  # what is held, what lies around each of two areas, what lies within
    with CaptureQueriesContext(connection) as captured:
        held_by(officer.pk, TODAY)
        held_by(officer.pk, TODAY)
    assert len(captured) == 2


def test_what_was_remembered_cannot_be_changed_by_who_reads_it(country: Country) -> None:
    with remembering():
        areas_within([country.east.pk], TODAY).clear()
        assert country.east_1.pk in areas_within([country.east.pk], TODAY)


def test_nobody_holds_anything_and_no_area_lies_nowhere(country: Country) -> None:
    assert held_by(None, TODAY) == ()
    assert permissions_of(None, TODAY) == permissions_in(None, country.east.pk, TODAY) == frozenset()
    assert held_areas(None, Permission.SEE, TODAY) == areas_within([], TODAY) == []
    assert areas_around([], TODAY) == {}


def test_a_role_that_ends_between_two_pages_is_not_remembered(country: Country, client: Client) -> None:
    officer = make_person(("officer", country.east))
    client.force_login(officer)
    assert client.get("/so-ho/").status_code == 200
    Holding.objects.filter(user=officer).update(valid=DateRange(LONG_AGO, TODAY))
    assert client.get("/so-ho/").status_code == 403
