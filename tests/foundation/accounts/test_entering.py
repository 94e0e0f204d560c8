"""Who asks for a page enters: one question tells who they are, what they hold, what works for them."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.foundation.accounts.entering import entering, who_came
from giamngheo.foundation.accounts.held import held_by, remembering
from giamngheo.foundation.accounts.models import Holding
from giamngheo.foundation.audit.database_role import APP_ROLE
from giamngheo.foundation.tasks.models import Task
from giamngheo.foundation.tasks.states import State

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def _said() -> tuple[str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('role'), current_setting('giamngheo.user', true),"
            " current_setting('giamngheo.day', true)"
        )
        return tuple(one or "" for one in cursor.fetchone())


def test_one_question_tells_the_account_what_is_held_and_what_works(country: Country) -> None:
    officer = make_person(("officer", country.east), ("leader", country.east_1))
    make_person(("officer", country.far))
    for state in (State.WAITING, State.RUNNING):
        Task.objects.create(kind="x", owner="s" * 32, state=state)
    Task.objects.create(kind="x", owner="somebody else")
    outside, before = held_by(officer.pk, TODAY), _said()
    with CaptureQueriesContext(connection) as captured, entering(officer.pk, TODAY, ["s" * 32]) as running:
        assert running == 2
        account = who_came(officer.pk)
        assert account is not None
        assert (account.pk, account.full_name, account.password) == (
            officer.pk,
            officer.full_name,
            officer.password,
        )
        with remembering():
            assert held_by(officer.pk, TODAY) == outside
        assert len(captured) == 1
        assert _said() == (APP_ROLE, str(officer.pk), TODAY.isoformat())
    assert len(outside) == 2
    assert _said() == before


def test_the_account_is_told_once_and_to_nobody_else(country: Country) -> None:
    officer, other = make_person(("officer", country.east)), make_person(("officer", country.east))
    with entering(officer.pk, TODAY, []):
        assert who_came(other.pk) is None
        assert who_came(officer.pk) == officer
        assert who_came(officer.pk) is None  # what was changed meanwhile is read from the database
    assert who_came(officer.pk) is None


def test_what_was_told_at_the_entrance_is_known_to_who_remembers_only(country: Country) -> None:
    officer = make_person(("officer", country.east))
    with entering(officer.pk, TODAY, []):
        Holding.objects.filter(user=officer).update(role="leader")
        assert [one.role for one in held_by(officer.pk, TODAY)] == ["leader"]
        with remembering():
            assert [one.role for one in held_by(officer.pk, TODAY)] == ["officer"]
    with remembering():
        assert [one.role for one in held_by(officer.pk, TODAY)] == ["leader"]


def test_an_account_that_is_gone_enters_as_nobody(country: Country) -> None:
    with entering(10**9, TODAY, []) as running, remembering():
        assert (running, who_came(10**9), held_by(10**9, TODAY)) == (0, None, ())


def test_an_account_that_was_closed_is_refused_at_the_next_page(country: Country, client: Client) -> None:
    officer = make_person(("officer", country.east))
    client.force_login(officer)
    assert client.get("/so-ho/").status_code == 200
    officer.is_active = False
    officer.save()
    assert client.get("/so-ho/").status_code == 302
