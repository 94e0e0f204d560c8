"""Invitations: made by who may, opened by who has the link, taken once."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from tests.factories.people import make_person
from tests.factories.places import TODAY, Country, make_country

from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.invitations import (
    OPEN_FOR,
    find_invitation,
    invite,
    take_invitation,
    withdraw_invitation,
)
from giamngheo.foundation.accounts.models import Holding, Invitation, User
from giamngheo.foundation.accounts.refusals import RefusedError
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 15, 3, tzinfo=UTC)
YEAR = DateRange(date(2026, 1, 1), date(2027, 1, 1))
PASSWORD = "chim-bay-ve-nui"


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def admin(country: Country) -> User:
    return make_person(("administrator", country.east))


def actor(person: User) -> Actor:
    return Actor(person.pk, person.full_name, None)


@pytest.fixture
def invited(country: Country, admin: User) -> tuple[Invitation, str]:
    with acting(admin.pk, TODAY):
        return invite(
            actor(admin), " Lê  Thị Lan ", "officer", country.east.pk, YEAR,
            email="lan@vi-du.vn", ground="QĐ 12", day=TODAY, now=NOW,
        )  # fmt: skip


def take(secret: str, username: str = "lan.le", now: datetime = NOW, day: date = TODAY) -> User:
    with acting(None, day):
        return take_invitation(secret, username, PASSWORD, address="10.0.0.9", day=day, now=now)


def test_the_table_keeps_no_secret(invited: tuple[Invitation, str]) -> None:
    made, secret = invited
    assert secret not in str(Invitation.objects.values().get(pk=made.pk))
    assert secret not in str(list(AuditLine.objects.values()))


def test_nobody_reads_an_invitation_without_its_secret(invited: tuple[Invitation, str]) -> None:
    made, secret = invited
    with acting(None, TODAY):
        assert not Invitation.objects.exists()
        assert find_invitation(secret, now=NOW).pk == made.pk
        assert not Invitation.objects.exists()
        with pytest.raises(RefusedError, match="liên kết không đúng"):
            find_invitation(secret[:-1], now=NOW)


def test_who_takes_it_has_an_account_and_the_role_and_the_trail_tells_it(
    country: Country, admin: User, invited: tuple[Invitation, str]
) -> None:
    person = take(invited[1])
    assert (person.full_name, person.email) == ("Lê Thị Lan", "lan@vi-du.vn")
    assert person.check_password(PASSWORD)
    held = Holding.objects.get(user=person)
    assert (held.role, held.area_id, held.valid, held.granted_by_id) == (
        "officer",
        country.east.pk,
        YEAR,
        admin.pk,
    )
    line = AuditLine.objects.get(verb="accounts.take_invitation")
    assert (line.actor_id, line.area_id, line.address) == (person.pk, country.east.pk, "10.0.0.9")


def test_it_is_taken_once(invited: tuple[Invitation, str]) -> None:
    take(invited[1])
    with pytest.raises(RefusedError, match="đã được nhận"):
        take(invited[1], "lan.hai")
    assert User.objects.filter(full_name="Lê Thị Lan").count() == 1


def test_after_a_week_it_is_over(invited: tuple[Invitation, str]) -> None:
    with pytest.raises(RefusedError, match="hết hạn"):
        take(invited[1], now=NOW + OPEN_FOR)


def test_one_that_was_withdrawn_is_over(admin: User, invited: tuple[Invitation, str]) -> None:
    with acting(admin.pk, TODAY):
        withdraw_invitation(actor(admin), invited[0], day=TODAY, now=NOW)
        with pytest.raises(RefusedError, match="đã được rút"):
            withdraw_invitation(actor(admin), invited[0], day=TODAY, now=NOW)
    with pytest.raises(RefusedError, match="đã rút"):
        take(invited[1])


def test_who_lost_the_right_to_invite_lets_nobody_in_any_more(
    admin: User, invited: tuple[Invitation, str]
) -> None:
    Holding.objects.filter(user=admin).update(valid=DateRange(date(2020, 1, 1), TODAY))
    with pytest.raises(RefusedError, match="không còn giao được"):
        take(invited[1])
    assert not User.objects.filter(username="lan.le").exists()


def test_a_role_that_is_over_by_then_is_not_taken(invited: tuple[Invitation, str]) -> None:
    Invitation.objects.update(expires_at=NOW + timedelta(days=400))
    with pytest.raises(RefusedError, match="không còn giao được"):
        take(invited[1], day=date(2027, 1, 1))


@pytest.mark.parametrize("name", ["ab", "lê lan", "lan@vi-du.vn", "<b>lan", "x" * 61])
def test_a_name_that_cannot_be_typed_everywhere_is_refused(
    invited: tuple[Invitation, str], name: str
) -> None:
    with pytest.raises(RefusedError, match="chữ không dấu") as refused:
        take(invited[1], name)
    assert refused.value.about == "username"


def test_a_name_that_somebody_has_in_other_letters_is_refused_and_nothing_is_lost(
    invited: tuple[Invitation, str],
) -> None:
    User.objects.create(username="LAN.LE", full_name="Khác")
    with pytest.raises(RefusedError, match="đã có người dùng"):
        take(invited[1])
    assert take(invited[1], "lan.le2").pk


def test_who_has_an_account_is_not_invited_but_given_a_role(country: Country, admin: User) -> None:
    User.objects.create(username="co-roi", full_name="Có Rồi", email="co@vi-du.vn")
    with acting(admin.pk, TODAY), pytest.raises(RefusedError, match="đã có tài khoản"):
        invite(
            actor(admin), "Có Rồi", "officer", country.east.pk, YEAR,
            email="CO@vi-du.vn", day=TODAY, now=NOW,
        )  # fmt: skip
