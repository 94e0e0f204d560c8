"""The household that an address names, for who may do with it what the page is for; nobody else finds it."""

from django.http import Http404, HttpRequest

from giamngheo.apps.households.models import Event, Household
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import may, reached
from giamngheo.web.components.acting_person import person_of, today


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
