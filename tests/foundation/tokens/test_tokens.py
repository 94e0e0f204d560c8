"""Tokens: issued for less than one may, kept as a hash, guarded by the database, withdrawn by who may."""

from collections.abc import Collection
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, connections, transaction
from django.utils import timezone
from tests.factories.people import make_person
from tests.factories.places import Country, make_country
from tests.factories.tokens import make_token

from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.accounts.refusals import BeyondRightsError, RefusedError
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_reached, holdings_with, limited_to, may, permissions_of
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.foundation.tokens import actions
from giamngheo.foundation.tokens.actions import actor_by, issue_token, withdraw_token
from giamngheo.foundation.tokens.models import KeptAnswer, Token
from giamngheo.foundation.tokens.once import KEPT_FOR, OtherAskedError, answered_once, hash_asked
from giamngheo.foundation.tokens.opening import find_token

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 15)
SEE = [Permission.SEE.value]


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def officer(country: Country) -> User:
    return make_person(("officer", country.east))


def as_actor(user: User) -> Actor:
    return Actor(user.pk, user.full_name)


def issued(
    user: User, name: str = "Máy thử", permissions: Collection[str] = SEE, until: date = DAY
) -> tuple[Token, str]:
    with acting(user.pk, DAY):
        return issue_token(as_actor(user), name, permissions, until, day=DAY)


def test_the_secret_is_told_once_and_only_its_hash_is_kept(officer: User) -> None:
    token, secret = issued(officer, until=DAY + timedelta(days=365))
    row = Token.objects.filter(pk=token.pk).values().get()
    assert secret not in str(row) and secret.startswith(row["beginning"])
    assert len(secret) > 40
    line = AuditLine.objects.get(verb="tokens.issue")
    assert secret not in f"{line.sentence}{line.details}" and "Máy thử" in line.sentence
    assert line.details["permissions"] == SEE


@pytest.mark.parametrize(
    ("name", "permissions", "days", "about"),
    [
        ("  ", SEE, 1, "name"),
        ("x" * 61, SEE, 1, "name"),
        ("Máy", [], 1, "permissions"),
        ("Máy", ["bay"], 1, "permissions"),
        ("Máy", [*SEE, Permission.GRANT.value], 1, "permissions"),  # is given to no token
        ("Máy", SEE, -1, "expires_on"),
        ("Máy", SEE, 366, "expires_on"),
    ],
)
def test_a_token_without_a_name_a_day_or_beyond_ones_rights_is_not_issued(
    officer: User, name: str, permissions: list[str], days: int, about: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        issued(officer, name, permissions, DAY + timedelta(days=days))
    assert refused.value.about == about
    assert not Token.objects.exists()


def test_a_token_is_issued_for_no_more_than_its_person_may(country: Country) -> None:
    with pytest.raises(BeyondRightsError) as refused:
        issued(make_person(("health", country.east)), permissions=[*SEE, Permission.SEE_NUMBERS.value])
    assert refused.value.about == "permissions" and "không giữ 1" in str(refused.value)


def test_what_nobody_holds_today_cannot_be_put_into_a_token(country: Country) -> None:
    with pytest.raises(BeyondRightsError):
        issued(make_person(("officer", country.east), until=date(2026, 1, 1)))


def test_two_tokens_of_one_person_have_two_names_until_one_is_withdrawn(officer: User) -> None:
    first, _ = issued(officer)
    with pytest.raises(RefusedError) as refused:
        issued(officer)
    assert refused.value.about == "name"
    withdraw_token(as_actor(officer), first, day=DAY, now=timezone.now())
    issued(officer)


def test_nobody_has_more_tokens_than_programs(officer: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "MOST", 2)
    issued(officer, "Một")
    issued(officer, "Hai")
    with pytest.raises(RefusedError):
        issued(officer, "Ba")


def test_a_token_is_withdrawn_by_its_person_and_by_who_answers_for_them(country: Country) -> None:
    officer = make_person(("officer", country.east))
    others = {
        "administrator here": (make_person(("administrator", country.east)), True),
        "administrator above": (make_person(("administrator", country.province)), True),
        "administrator next door": (make_person(("administrator", country.west)), False),
        "colleague": (make_person(("leader", country.east)), False),
        "officer of a village": (make_person(("village_head", country.east_1)), False),
        "the person": (officer, True),
    }
    for who, (other, is_let) in others.items():
        token, _ = issued(officer, who)
        if is_let:
            withdraw_token(as_actor(other), token, day=DAY, now=timezone.now())
            assert AuditLine.objects.filter(verb="tokens.withdraw", actor_id=other.pk).exists()
        else:
            with pytest.raises(BeyondRightsError):
                withdraw_token(as_actor(other), token, day=DAY, now=timezone.now())
        token.refresh_from_db()
        assert (token.withdrawn_at is not None) is is_let, who


def test_a_withdrawn_token_is_not_withdrawn_again(officer: User) -> None:
    token, _ = issued(officer)
    withdraw_token(as_actor(officer), token, day=DAY, now=timezone.now())
    with pytest.raises(RefusedError):
        withdraw_token(as_actor(officer), token, day=DAY, now=timezone.now())


def test_the_database_shows_tokens_to_their_person_and_to_who_answers_for_the_area(country: Country) -> None:
    officer = make_person(("officer", country.east))
    token, secret = issued(officer)
    sees = {
        "own": officer,
        "here": make_person(("administrator", country.east)),
        "above": make_person(("administrator", country.province)),
    }
    blind = {"next door": make_person(("administrator", country.west)), "none": make_person()}
    for who, person in (sees | blind).items():
        with acting(person.pk, DAY):
            assert Token.objects.filter(pk=token.pk).exists() is (who in sees), who
    with acting(None, DAY):
        assert not Token.objects.exists()
        found = find_token(secret, DAY)
        assert found is not None and found.pk == token.pk
        assert find_token(secret + "x", DAY) is None
        assert not Token.objects.exists()  # the row is shown for the time of that question alone


@pytest.mark.parametrize(
    "change",
    [
        "user_id = %(other)s",
        "permissions = '{grant}'",
        "expires_on = '2099-01-01'",
        "secret_hash = repeat('0', 64)",
    ],
)
def test_what_a_token_is_for_is_never_changed_by_a_page(country: Country, change: str) -> None:
    officer, other = make_person(("administrator", country.east)), make_person(("officer", country.east))
    issued(other)
    with acting(officer.pk, DAY), pytest.raises(ProgrammingError), transaction.atomic():
        connection.cursor().execute(f"UPDATE tokens_token SET {change}", {"other": officer.pk})
    with acting(officer.pk, DAY), pytest.raises(ProgrammingError), transaction.atomic():
        connection.cursor().execute("DELETE FROM tokens_token")


def test_nobody_issues_a_token_for_somebody_else(country: Country) -> None:
    administrator, officer = (
        make_person(("administrator", country.east)),
        make_person(("officer", country.east)),
    )
    with acting(administrator.pk, DAY), pytest.raises(ProgrammingError), transaction.atomic():
        Token.objects.create(
            user=officer, name="Giả", permissions=SEE, secret_hash="0" * 64, beginning="gn1_", expires_on=DAY
        )


def test_a_token_that_permits_nothing_is_none(officer: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Token.objects.create(
            user=officer, name="Rỗng", permissions=[], secret_hash="1" * 64, beginning="gn1_", expires_on=DAY
        )


def test_a_permission_that_is_no_longer_given_is_none(officer: User) -> None:
    token, _ = issued(officer)
    token.permissions = [*SEE, Permission.GRANT.value, "bay"]
    assert token.permits() == {Permission.SEE}


def test_a_limit_holds_every_answer_about_rights(country: Country) -> None:
    administrator = make_person(("administrator", country.nation))
    who, area = administrator.pk, country.east.pk
    seen, granted = Permission.SEE_HOUSEHOLDS, Permission.GRANT
    with limited_to(frozenset({seen})):
        assert permissions_of(who, DAY) == {seen}
        assert may(who, seen, area, DAY) and not may(who, granted, area, DAY)
        assert areas_reached(who, seen, DAY) is None and areas_reached(who, granted, DAY) == []
        assert holdings_with(who, seen, DAY).exists() and not holdings_with(who, granted, DAY).exists()
        with limited_to(frozenset({granted})):  # nobody gets out of a limit by another
            assert permissions_of(who, DAY) == frozenset()
    assert granted in permissions_of(who, DAY)


def test_the_trail_names_person_and_token(officer: User) -> None:
    token, _ = issued(officer, "Đồng bộ tỉnh")
    assert actor_by(token, "192.0.2.1").name == f"{officer.full_name} (mã truy cập «Đồng bộ tỉnh»)"
    token.user.full_name = "Mẫu " * 50
    assert len(actor_by(token, None).name) == 200 and actor_by(token, None).name.endswith("«Đồng bộ tỉnh»)")


def test_what_is_sent_again_is_answered_again_and_not_done(officer: User) -> None:
    token, _ = issued(officer)
    done: list[int] = []

    def do() -> dict[str, Any]:
        done.append(1)
        return {"event": len(done)}

    asked, now = hash_asked("POST", "/x", b"{}"), timezone.now()
    with acting(officer.pk, DAY):
        assert answered_once(token, "k1", asked, now, do) == ({"event": 1}, False)
        assert answered_once(token, "k1", asked, now, do) == ({"event": 1}, True)
        with pytest.raises(OtherAskedError):
            answered_once(token, "k1", hash_asked("POST", "/x", b"{ }"), now, do)
        with pytest.raises(OtherAskedError):
            answered_once(token, "k1", hash_asked("POST", "/y", b"{}"), now, do)
        assert answered_once(token, "k2", asked, now, do) == ({"event": 2}, False)


def test_what_failed_is_not_kept(officer: User) -> None:
    token, _ = issued(officer)
    asked, now = hash_asked("POST", "/x", b"{}"), timezone.now()

    def fail() -> dict[str, Any]:
        raise ValueError

    with acting(officer.pk, DAY):
        with pytest.raises(ValueError):
            answered_once(token, "k", asked, now, fail)
        assert answered_once(token, "k", asked, now, lambda: {"event": 1}) == ({"event": 1}, False)


def test_answers_are_kept_long_enough_and_not_for_ever_and_are_nobody_elses(country: Country) -> None:
    officer, other = make_person(("officer", country.east)), make_person(("administrator", country.east))
    token, _ = issued(officer)
    asked, now = hash_asked("POST", "/x", b"{}"), timezone.now()
    with acting(officer.pk, DAY):
        answered_once(token, "cũ", asked, now - KEPT_FOR - timedelta(days=1), dict)
        answered_once(token, "tháng trước", asked, now - timedelta(days=31), dict)
        answered_once(token, "nay", asked, now, dict)
        assert set(KeptAnswer.objects.values_list("key", flat=True)) == {"tháng trước", "nay"}
        assert KeptAnswer.objects.filter(key="nay").delete()[0] == 0  # not before its time
        with pytest.raises(ProgrammingError), transaction.atomic():
            KeptAnswer.objects.update(answer={})
    with acting(other.pk, DAY):
        assert not KeptAnswer.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_that_come_at_once_do_it_once(country: Country) -> None:
    officer = make_person(("officer", country.east))
    token, _ = make_token(officer)
    both, done = Barrier(2), []
    asked, now = hash_asked("POST", "/x", b"{}"), timezone.now()

    def do() -> dict[str, Any]:
        done.append(1)
        return {"event": len(done)}

    def come(_: int) -> dict[str, Any]:
        try:
            with acting(officer.pk, DAY):
                both.wait(10)
                return answered_once(token, "k", asked, now, do)[0]
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(come, range(2)))
    assert answers == [{"event": 1}, {"event": 1}] and done == [1]
