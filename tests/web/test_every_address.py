"""Every address of the product, asked by everybody: owner, neighbour, former and expired role, stranger.

The addresses are taken from the product itself: a page that comes later is in the test from its first day.
"""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.accounts.roles import ROLES, Permission
from giamngheo.foundation.audit.actions import SYSTEM, record

pytestmark = pytest.mark.django_db
_SAMPLES = {"standard_id": "national_2022_2026", "name": "chi-so"}


def _patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _patterns(entry, before + str(entry.pattern))
        else:
            yield before + str(entry.pattern), entry


OURS = {
    route: pattern
    for route, pattern in _patterns(get_resolver())
    if pattern.callback.__module__.startswith("giamngheo.") or hasattr(pattern.callback, "opened_to")
}
WHOLE = sorted(route for route in OURS if "<" not in route)


@pytest.fixture
def country() -> Country:
    made = make_country()
    for name, area in made.areas.items():
        record(SYSTEM, "tests.say", f"Dấu vết ở «{name}»", area_id=area.pk)
    return made


_PEOPLE: dict[str, Callable[[Country], User]] = {
    "own": lambda c: make_person(("administrator", c.east)),
    "neighbour": lambda c: make_person(("administrator", c.west)),
    "above, lesser role": lambda c: make_person(("health", c.province)),
    "former unit": lambda c: make_person(("administrator", c.former_east)),
    "expired": lambda c: make_person(("administrator", c.east), until=date(2026, 1, 1)),
    "no role": lambda c: make_person(),
}
_ROLE = {"own": "administrator", "neighbour": "administrator", "above, lesser role": "health"}


def test_every_page_says_who_may_open_it() -> None:
    assert [route for route, pattern in OURS.items() if not hasattr(pattern.callback, "opened_to")] == []


@pytest.mark.parametrize("route", WHOLE)
@pytest.mark.parametrize("who", [*_PEOPLE, "stranger"])
def test_a_page_opens_for_whom_it_says_and_for_nobody_else(
    country: Country, client: Client, who: str, route: str
) -> None:
    if who != "stranger":
        client.force_login(_PEOPLE[who](country))
    opened_to = OURS[route].callback.opened_to  # type: ignore[attr-defined]
    answer = client.get(f"/{route}")
    if opened_to == "all" or (opened_to == "signed_in" and who != "stranger"):
        assert answer.status_code in {200, 302, 405}
    elif who == "stranger":
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/dang-nhap/?next=")
    else:
        may = who in _ROLE and Permission(opened_to) in ROLES[_ROLE[who]].permissions
        assert answer.status_code in ({200, 302, 405} if may else {403})


@pytest.mark.parametrize("route", WHOLE)
@pytest.mark.parametrize(
    ("who", "hidden"), [("own", ("west", "west_1", "far")), ("neighbour", ("east", "former_east", "far"))]
)
def test_no_page_shows_a_trace_of_an_area_outside(
    country: Country, client: Client, who: str, hidden: tuple[str, ...], route: str
) -> None:
    client.force_login(_PEOPLE[who](country))
    said = client.get(f"/{route}").content.decode(errors="replace")
    assert [name for name in hidden if f"Dấu vết ở «{name}»" in said] == []
