"""The row that an address names, for who may see it, and what they may do there; else not found."""

from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest

from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import permissions_in, reached
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.asked import number_in

Row = TypeVar("Row", bound=Model)
_MOST: int = 2**63
_YEARS = range(2000, 2101)


def seen_by(request: HttpRequest, *fields: str, permission: Permission = Permission.SEE_RESULTS) -> Q:
    """The condition that one of these areas of a row lies where who asks sees what is coordinated."""
    condition = Q()
    for place, one in enumerate(fields or ("area_id",)):
        within = reached(person_of(request), permission, today(), one)
        if not within:
            return Q()  # the whole country
        condition = condition | within if place else within
    return condition


def row_for(rows: QuerySet[Row], row_id: int) -> Row:
    """The row of this number among those that who asks may see; 404 otherwise."""
    found = rows.filter(pk=row_id).first() if row_id < _MOST else None
    if found is None:
        raise Http404
    return found


def may_here(request: HttpRequest, area_id: int) -> frozenset[Permission]:
    """What who asks may do in an area today."""
    return permissions_in(person_of(request), area_id, today())


def require(request: HttpRequest, permission: Permission, area_id: int) -> None:
    """Refuse who may see here but not do this."""
    if permission not in may_here(request, area_id):
        raise PermissionDenied


def year_in(request: HttpRequest, otherwise: int) -> int:
    """The year that is asked for, else another."""
    asked: Any = number_in(request.GET, "nam") or number_in(request.POST, "nam")
    return asked if asked in _YEARS else otherwise
