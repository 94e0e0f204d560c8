"""Nobody grants more than they hold, by any of the deeds."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange
from tests.factories.people import make_person
from tests.factories.places import MERGER, TODAY, Country, make_country

from giamngheo.foundation.accounts import actions, invitations
from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.models import Holding, Invitation, User
from giamngheo.foundation.accounts.refusals import RefusedError
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db
YEAR = DateRange(date(2026, 1, 1), date(2027, 1, 1))
NOW = datetime(2026, 11, 15, 3, tzinfo=UTC)


@pytest.fixture
def country() -> Country:
    return make_country()


def actor(person: User) -> Actor:
    return Actor(person.pk, person.full_name, "10.0.0.7")


def grant(by: User, person: User, role: str, area_id: int, period: DateRange = YEAR) -> Holding:
    with acting(by.pk, TODAY):
        return actions.grant_role(actor(by), person, role, area_id, period, day=TODAY)


def told() -> list[str]:
    return list(AuditLine.objects.order_by("id").values_list("sentence", flat=True))


def test_an_administrator_gives_a_role_in_the_commune_and_below_and_the_trail_tells_it(
    country: Country,
) -> None:
    admin, person = make_person(("administrator", country.east)), make_person()
    grant(admin, person, "officer", country.east.pk)
    held = grant(admin, person, "village_head", country.east_1.pk)
    assert held.granted_by_id == admin.pk
    assert {one.role for one in Holding.objects.filter(user=person)} == {"officer", "village_head"}
    line = AuditLine.objects.get(verb="accounts.grant_role", area_id=country.east.pk)
    assert line.actor_id == admin.pk
    assert "vai trò «Công chức phụ trách giảm nghèo» ở xã Đông" in line.sentence
    assert "từ 01/01/2026 đến hết 31/12/2026" in line.sentence


Case = Callable[[Country], tuple[User, str, int, DateRange]]
_REFUSED: dict[str, tuple[Case, str]] = {
    "the neighbour": (
        lambda c: (make_person(("administrator", c.east)), "officer", c.west.pk, YEAR),
        "ngoài phạm vi quản trị",
    ),
    "the area above": (
        lambda c: (make_person(("administrator", c.east)), "officer", c.province.pk, YEAR),
        "ngoài phạm vi quản trị",
    ),
    "an equal": (
        lambda c: (make_person(("administrator", c.east)), "administrator", c.east.pk, YEAR),
        "quản trị của đơn vị cấp trên giao",
    ),
    "a role that grants nothing": (
        lambda c: (make_person(("officer", c.east)), "village_head", c.east_1.pk, YEAR),
        "không có quyền giao vai trò",
    ),
    "an expired administrator": (
        lambda c: (make_person(("administrator", c.east), until=TODAY), "officer", c.east.pk, YEAR),
        "không có quyền giao vai trò",
    ),
    "beyond the own days": (
        lambda c: (
            make_person(("administrator", c.east), until=date(2026, 12, 1)), "officer", c.east.pk, YEAR,
        ),
        "vai trò của chính bạn chỉ",
    ),
    "without an end": (
        lambda c: (
            make_person(("administrator", c.east), until=date(2028, 1, 1)),
            "officer", c.east.pk, DateRange(TODAY, None),
        ),
        "vai trò của chính bạn chỉ",
    ),
    "a tier that the role has not": (
        lambda c: (make_person(("administrator", c.east)), "village_head", c.east.pk, YEAR),
        "vai trò này chỉ có ở thôn, tổ dân phố",
    ),
    "a unit that ended": (
        lambda c: (make_person(("administrator", c.east)), "officer", c.former_east.pk, YEAR),
        "đơn vị này không còn",
    ),
    "days that are over": (
        lambda c: (
            make_person(("administrator", c.east)), "officer", c.east.pk, DateRange(MERGER, TODAY),
        ),
        "ngày kết thúc",
    ),
    "an unknown role": (
        lambda c: (make_person(("administrator", c.east)), "king", c.east.pk, YEAR),
        "không có vai trò này",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", _REFUSED)
def test_more_than_one_holds_is_refused_with_reason_and_remedy(country: Country, case: str) -> None:
    made, why = _REFUSED[case]
    by, role, area_id, period = made(country)
    with pytest.raises(RefusedError, match=why) as refused:
        grant(by, make_person(), role, area_id, period)
    assert refused.value.remedy
    with pytest.raises(RefusedError, match=why), acting(by.pk, TODAY):
        invitations.invite(actor(by), "Lê Lan", role, area_id, period, day=TODAY, now=NOW)
    assert not Invitation.objects.exists()


def test_an_administrator_from_above_makes_one_below(country: Country) -> None:
    above = make_person(("administrator", country.province))
    assert grant(above, make_person(), "administrator", country.east.pk).pk


def test_the_same_role_twice_at_once_is_refused_kindly(country: Country) -> None:
    admin, person = make_person(("administrator", country.east)), make_person()
    grant(admin, person, "officer", country.east.pk)
    with pytest.raises(RefusedError, match="đã giữ vai trò đó"):
        grant(admin, person, "officer", country.east.pk, DateRange(date(2026, 12, 1), None))


def test_a_role_is_ended_with_a_reason_and_is_not_held_from_that_day(country: Country) -> None:
    admin, person = make_person(("administrator", country.east)), make_person()
    held = grant(admin, person, "officer", country.east.pk)
    with acting(admin.pk, TODAY):
        with pytest.raises(RefusedError, match="chưa có lý do"):
            actions.end_role(actor(admin), held, " ", day=TODAY)
        actions.end_role(actor(admin), held, "Chuyển công tác", day=TODAY)
    held.refresh_from_db()
    assert held.valid == DateRange(date(2026, 1, 1), TODAY)
    assert held.ended_by_id == admin.pk
    assert "Chuyển công tác" in told()[-1]


def test_a_role_that_has_not_begun_is_never_held(country: Country) -> None:
    admin, person = make_person(("administrator", country.east)), make_person()
    held = grant(admin, person, "officer", country.east.pk, DateRange(date(2026, 12, 1), None))
    with acting(admin.pk, TODAY):
        actions.end_role(actor(admin), held, "Nhầm", day=TODAY)
    held.refresh_from_db()
    assert held.valid.isempty


def test_an_administrator_cannot_end_the_role_of_an_equal(country: Country) -> None:
    admin = make_person(("administrator", country.east))
    other = make_person(("administrator", country.east))
    with acting(admin.pk, TODAY), pytest.raises(RefusedError, match="cấp trên giao"):
        actions.end_role(actor(admin), other.holdings.get(), "Ghét", day=TODAY)


_DEEDS: dict[str, Callable[[Actor, User], object]] = {
    "link": lambda by, person: actions.make_password_link(by, person, day=TODAY),
    "unlock": lambda by, person: actions.unlock(by, person, day=TODAY),
    "factors": lambda by, person: actions.remove_second_factors(by, person, "mất máy", day=TODAY),
}


@pytest.mark.parametrize("deed", _DEEDS)
def test_nobody_gets_into_an_account_that_reaches_beyond_their_own(country: Country, deed: str) -> None:
    admin = make_person(("administrator", country.east))
    for person, why in (
        (make_person(("officer", country.east), ("officer", country.west)), "ngoài phạm vi"),
        (make_person(("officer", country.province)), "ngoài phạm vi"),
        (make_person(("administrator", country.east)), "cấp trên giao"),
        (make_person(), "chưa giữ vai trò"),
        (admin, "chính bạn"),
    ):
        with acting(admin.pk, TODAY), pytest.raises(RefusedError, match=why):
            _DEEDS[deed](actor(admin), person)
    person = make_person(("officer", country.east))
    with acting(admin.pk, TODAY):
        _DEEDS[deed](actor(admin), person)
    line = AuditLine.objects.order_by("-id").first()
    assert line is not None
    assert (line.area_id, line.subject_id) == (country.east.pk, str(person.pk))


def test_the_database_answers_about_roles_elsewhere_without_showing_them(country: Country) -> None:
    admin = make_person(("administrator", country.east))
    person = make_person(("officer", country.east), ("officer", country.west))
    with acting(admin.pk, TODAY), connection.cursor() as cursor:
        assert Holding.objects.filter(user=person).count() == 1
        cursor.execute("SELECT holds_elsewhere(%s)", [person.pk])
        assert cursor.fetchone() == (True,)
