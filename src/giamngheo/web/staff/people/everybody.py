"""The list of people: one line a person, their roles in the areas of who looks."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from giamngheo.foundation.accounts.models import Holding, User
from giamngheo.foundation.accounts.roles import ROLES, Permission
from giamngheo.foundation.accounts.scope import permissions_of
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.text import sort_key
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.asked import words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.people.seen import holdings_seen_by, invitations_seen_by

MOST = 500


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
    words, role = words_in(request.GET, "tim"), request.GET.get("vai-tro", "")
    past = request.GET.get("da-het") == "1"
    held = holdings_seen_by(person).select_related("user")
    held = held.filter(valid__fully_lt=(day, None)) if past else held.filter(valid__contains=day)
    if words:
        held = held.filter(Q(user__full_name__icontains=words) | Q(user__username__icontains=words))
    if role in ROLES:
        held = held.filter(role=role)
    found = list(held.order_by("user_id", "id")[: MOST + 1])
    waiting = list(invitations_seen_by(person).filter(expires_at__gt=timezone.now()).order_by("-id")[:MOST])
    return render(
        request,
        "staff/people/everybody.html",
        {
            "lines": _by_person(found[:MOST]),
            "is_cut": len(found) > MOST,
            "most": MOST,
            "waiting": waiting,
            "names": names_of([*(one.area_id for one in found), *(one.area_id for one in waiting)], day),
            "roles": ROLES,
            "words": words,
            "role": role if role in ROLES else "",
            "past": past,
            "may_grant": Permission.GRANT in permissions_of(person, day),
        },
    )


def _by_person(held: list[Holding]) -> list[Line]:
    """Lines in the order of given names, as lists of people are kept in Vietnam."""
    lines: dict[int, Line] = {}
    for one in held:
        lines.setdefault(one.user_id, Line(one.user, [])).held.append(one)
    return sorted(lines.values(), key=lambda line: (_given_name_first(line.user.full_name), line.user.pk))


def _given_name_first(full_name: str) -> str:
    *before, given = full_name.split() or [""]
    return sort_key(" ".join((given, *before)))
