"""The activity, gathering or file that an address names, for who may see it; else not found."""

from typing import Final, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q
from django.http import Http404, HttpRequest

from giamngheo.apps.activities.models import Activity
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import permissions_in, reached
from giamngheo.web.components.acting_person import person_of, today

_MOST: Final = 2**63
Row = TypeVar("Row", bound=Model)


def seen_by(request: HttpRequest, field: str = "area_id") -> Q:
    """The condition that a row lies where who asks sees results."""
    return reached(person_of(request), Permission.SEE_RESULTS, today(), field)


def activity_for(request: HttpRequest, activity_id: int) -> Activity:
    """The activity of this number; 404 where who asks does not see its unit."""
    return row_for(request, Activity, activity_id)


def row_for(request: HttpRequest, model: type[Row], number: int) -> Row:
    """The row of this number where its area is seen, with its activity where it has one; else 404."""
    rows = model._default_manager.filter(seen_by(request), pk=number)
    if any(field.name == "activity" for field in model._meta.concrete_fields):
        rows = rows.select_related("activity")
    found = rows.first() if number < _MOST else None
    if found is None:
        raise Http404
    return found


def may_in(request: HttpRequest, area_id: int) -> frozenset[Permission]:
    """What who asks may do in an area today."""
    return permissions_in(person_of(request), area_id, today())


def require(request: HttpRequest, permission: Permission, area_id: int) -> None:
    """Refuse who may see here but not do this."""
    if permission not in may_in(request, area_id):
        raise PermissionDenied
