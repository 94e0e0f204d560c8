"""The list of people: one line a person, their roles in the areas of who looks, fifty people a page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from giamngheo.foundation.accounts.models import Holding, HoldingQuerySet, User
from giamngheo.foundation.accounts.people import count_people, page_of_people
from giamngheo.foundation.accounts.roles import ROLES, Permission
from giamngheo.foundation.accounts.scope import permissions_of
from giamngheo.foundation.areas.naming import names_of
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.people.seen import holdings_seen_by, waiting_invitations

ON_A_PAGE = 50
MOST_WAITING = 500


@dataclass(frozen=True)
class Asked:
    """The filters as they live in the address."""

    words: str
    role: str
    past: bool

    @property
    def query(self) -> str:
        """The address behind «?»."""
        said = {"tim": self.words, "vai-tro": self.role, "da-het": "1" if self.past else ""}
        return urlencode({name: value for name, value in said.items() if value})

    def applied(self, held: HoldingQuerySet, day: date) -> HoldingQuerySet:
        """The roles that run on this day, or those that are over, by themselves or with their unit."""
        held = held.over_on(day) if self.past else held.running_on(day)
        return held.filter(role=self.role) if self.role else held


@dataclass(frozen=True)
class Line:
    """One person and what of their roles is seen."""

    user: User
    held: list[Holding]


@needs(Permission.SEE_PEOPLE)
@require_safe
def everybody(request: HttpRequest) -> HttpResponse:
    """Show who holds which role, and the invitations that wait for an answer."""
    person, day = person_of(request), today()
    asked = asked_in(request.GET)
    held = asked.applied(holdings_seen_by(person), day)
    after, total = number_in(request.GET, "sau"), count_people(held, asked.words)
    found = list(page_of_people(held, asked.words, after=after, total=total, most=ON_A_PAGE + 1))
    lines = lines_of(found[:ON_A_PAGE], held)
    waiting = waiting_invitations(person)
    shown = [] if after else list(waiting[:MOST_WAITING])
    areas = [one.area_id for line in lines for one in line.held] + [one.area_id for one in shown]
    return render(
        request,
        "staff/people/everybody.html",
        {
            "asked": asked,
            "lines": lines,
            "total": total,
            "next": found[ON_A_PAGE - 1].pk if len(found) > ON_A_PAGE else None,
            "is_first": not after,
            "waiting": shown,
            "all_waiting": waiting.count() if len(shown) == MOST_WAITING else len(shown),
            "names": names_of(areas, day),
            "roles": ROLES,
            "may_grant": Permission.GRANT in permissions_of(person, day),
        },
    )


def asked_in(address: Mapping[str, str]) -> Asked:
    """The filters of an address."""
    role = address.get("vai-tro", "")
    return Asked(words_in(address, "tim"), role if role in ROLES else "", address.get("da-het") == "1")


def lines_of(people: list[User], held: QuerySet[Holding]) -> list[Line]:
    """Each of these people, in their order, with those of these roles that they hold. One question."""
    lines = {one.pk: Line(one, []) for one in people}
    for one in held.filter(user__in=people).order_by("id"):
        lines[one.user_id].held.append(one)
    return list(lines.values())
