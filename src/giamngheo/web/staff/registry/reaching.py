"""The household that an address names, for who may do with it what the page is for; nobody else finds it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from giamngheo.apps.households.actions import About, RegisterError, undo_event
from giamngheo.apps.households.models import Event, Household
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import may, reached
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import words_in

_LONGEST = 200


def household_for(request: HttpRequest, code: str, permission: Permission) -> Household:
    """The household of this code, where who asks has this permission today; 404 otherwise."""
    within = reached(person_of(request), permission, today())
    found = Household.objects.filter(within, code=code).first()
    if found is None:
        raise Http404
    return found


def may_put_aside(request: HttpRequest, event: Event | None, household: Household) -> bool:
    """Whether who asks may take back a note or a paper: their own, or any where they keep the register."""
    who = person_of(request)
    if event is None:
        return False
    return event.actor_id == who or may(who, Permission.KEEP_HOUSEHOLDS, household.area_id, today())


def taken_back(request: HttpRequest, event: Event, household: Household, onward: str) -> HttpResponse:
    """Take an event back with the reason that was typed, and go on; or tell why it cannot be."""
    about = About(today(), words_in(request.POST, "ly-do", _LONGEST))
    try:
        undo_event(event, about, actor_of(request))
    except RegisterError as error:
        told = {"household": household, "refused": str(error)}
        return render(request, "staff/registry/refused.html", told, status=422)
    return redirect(onward, household.code)
