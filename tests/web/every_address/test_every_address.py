"""Every address of the product, asked by everybody: owner, neighbour, former and expired role, stranger.

The addresses are taken from the product itself: a page that comes later is in the test from its first day.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from tests.factories.people import make_person
from tests.factories.places import Country, make_country
from tests.web.every_address.made import named_in_the_east
from tests.web.every_address.of_an_area import DASHBOARDS, OF_AN_AREA, READ_FROM_ABOVE
from tests.web.every_address.of_others import (
    OF_THE_OWN_ACCOUNT,
    OF_THE_SITTING,
    OPENED_BY_A_SECRET,
    PUBLIC_FACTS,
)
from tests.web.every_address.routes import OURS, WHOLE

from giamngheo.foundation.accounts.models import Holding, User
from giamngheo.foundation.accounts.roles import ROLES, Permission
from giamngheo.foundation.areas.models import Batch
from giamngheo.foundation.areas.states import BatchState
from giamngheo.foundation.audit.actions import SYSTEM, record

pytestmark = pytest.mark.django_db
_PAPERS = {
    "thon": "review_list",
    "ho": "score_sheet",
    "khieu-nai": "objection_answer",
    "<int:activity_id>": "nghiem-thu",
}


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
# Whoever may change what an address names comes last: the others find it as it was made.
EVERYBODY = [*(who for who in _PEOPLE if who != "own"), "stranger", "own"]
_ROLE = {"own": "administrator", "neighbour": "administrator", "above, lesser role": "health"}


def signed_in(country: Country, who: str) -> Client:
    """The browser of one of these people, or of a stranger."""
    client = Client()
    if who != "stranger":
        client.force_login(_PEOPLE[who](country))
    return client


def test_every_page_says_who_may_open_it() -> None:
    assert [route for route, pattern in OURS.items() if not hasattr(pattern.callback, "opened_to")] == []


@pytest.mark.parametrize("route", WHOLE)
def test_a_page_opens_for_whom_it_says_and_for_nobody_else(country: Country, route: str) -> None:
    opened_to = OURS[route].callback.opened_to  # type: ignore[attr-defined]
    for who in EVERYBODY:
        client = signed_in(country, who)
        answer = client.get(f"/{route}")
        answer.getvalue()  # a file is read to its end
        if opened_to == "all" or (opened_to == "signed_in" and who != "stranger"):
            assert answer.status_code in {200, 302, 405}, who
        elif who == "stranger":
            assert answer.status_code == 302
            assert answer.headers["Location"].startswith("/dang-nhap/?next=")
        else:
            may = who in _ROLE and Permission(opened_to) in ROLES[_ROLE[who]].permissions
            assert answer.status_code in ({200, 302, 405} if may else {403}), who


@pytest.mark.parametrize("route", WHOLE)
@pytest.mark.parametrize(
    ("who", "hidden"), [("own", ("west", "west_1", "far")), ("neighbour", ("east", "former_east", "far"))]
)
def test_no_page_shows_a_trace_of_an_area_outside(
    country: Country, client: Client, who: str, hidden: tuple[str, ...], route: str
) -> None:
    client.force_login(_PEOPLE[who](country))
    said = client.get(f"/{route}").getvalue().decode(errors="replace")
    assert [name for name in hidden if f"Dấu vết ở «{name}»" in said] == []


# A new address must be put in one of these.
def test_every_address_that_names_something_is_known_to_belong_to_somebody() -> None:
    known = OF_THE_SITTING | OPENED_BY_A_SECRET | OF_THE_OWN_ACCOUNT | PUBLIC_FACTS | OF_AN_AREA
    assert {route for route in OURS if "<" in route} - known == set()


@pytest.fixture
def of_the_east(country: Country) -> dict[str, object]:
    """What the addresses name, of the commune «east»."""
    return named_in_the_east(country)


# What drops a file comes last: a file is not brought back by a transaction.
IN_TURN = sorted(OF_AN_AREA, key=lambda route: (route.endswith("/bo/"), route))
TOGETHER = [IN_TURN[place : place + 12] for place in range(0, len(IN_TURN), 12)]
"""Addresses that share what they name: it is made once for each dozen, and each finds it as it was made."""


@contextmanager
def taken_back() -> Iterator[None]:
    """What is done is afterwards as though it had not been."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("routes", TOGETHER, ids=lambda routes: routes[0])
def test_what_an_address_names_is_reached_from_its_area_and_from_nowhere_else(
    country: Country, of_the_east: dict[str, object], routes: list[str]
) -> None:
    for route in routes:
        with taken_back():
            ask_as_everybody(country, of_the_east, route)


def ask_as_everybody(country: Country, of_the_east: dict[str, object], route: str) -> None:
    of_kind = next((kind for word, kind in _PAPERS.items() if f"/{word}/" in route), "opinion_report")
    named = of_the_east | {"kind": of_kind} | ({"name": "so-ho"} if route in DASHBOARDS else {})
    address = "/" + re.sub(r"<\w+:(\w+)>", lambda name: str(named[name[1]]), route)
    events = {"hoan-tac": "event_id", "so-tay": "note_event_id", "bo-viec": "happening_id"}
    viec = next((of_the_east[name] for word, name in events.items() if word in route), "de-nghi")
    sent = {"dia-ban": country.east.pk, "viec": viec, "ly-do": "Thử"}
    for who in EVERYBODY:
        client = signed_in(country, who)
        held = Holding.objects.count()
        answers = []
        for answer in (client.get(address), client.post(address, sent)):
            answers.append(answer.status_code)
            if answer.streaming:  # a file that is given is closed when it was read
                b"".join(answer)  # type: ignore[arg-type]
        if who == "own" or (who == "above, lesser role" and route in READ_FROM_ABOVE):
            assert set(answers) & {200, 302, 422}, (route, who)
        elif who == "stranger":
            assert set(answers) == {302}, route
        else:
            assert set(answers) <= {403, 404, 405}, (route, who)
        if who != "own":
            assert Holding.objects.count() == held, (route, who)
            batch = Batch.objects.get(title="Đổi tên thôn", state=BatchState.DRAFT)
            assert [line.name for line in batch.changes.all()] == ["Đông Nhất"], (route, who)
