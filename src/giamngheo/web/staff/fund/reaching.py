"""The unit whose fund a page shows, and what an address names, for who may see it; else not found."""

from collections.abc import Mapping
from typing import TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet
from django.http import Http404, HttpRequest
from django.utils import timezone

from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_reached, held_areas, permissions_in, reached
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.queries import Unit, unit_on, units_and_children
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.asked import number_in

Row = TypeVar("Row", bound=Model)
_MOST: int = 2**63
WITH_A_FUND = (Tier.PROVINCE, Tier.DISTRICT, Tier.COMMUNE)


def unit_of_fund(request: HttpRequest) -> tuple[Unit, tuple[Unit, ...]]:
    """The unit that the address asks for (`don-vi`), else the first held, and the choices; 404 outside."""
    day = today()
    held = held_areas(person_of(request), Permission.SEE_FUND, day)
    units, children = units_and_children(held, day)
    choices = {
        one.area_id: one
        for area in held
        if area in units
        for one in (units[area], *children.get(area, []))
        if one.tier in WITH_A_FUND
    }
    asked = number_in(request.GET, "don-vi") or number_in(request.POST, "don-vi")
    asked = next(iter(choices), None) if asked is None else asked
    within = areas_reached(person_of(request), Permission.SEE_FUND, day)
    unit = unit_on(asked, day) if asked is not None and (within is None or asked in within) else None
    if unit is None or unit.tier not in WITH_A_FUND:
        raise Http404
    return unit, tuple(choices.values())


def area_of(unit: Unit) -> Area:
    """The area that deeds name."""
    return Area(pk=unit.area_id)


def seen(request: HttpRequest, field: str = "area_id", permission: Permission = Permission.SEE_FUND) -> Q:
    """The condition that a row's area (in `field`) lies where who asks may look."""
    return reached(person_of(request), permission, today(), field)


def cases_seen(request: HttpRequest) -> Q:
    """The condition that a case or a sponsorship is of a household or of a fund of one's own."""
    return seen(request, "area_id", Permission.SEE_CASES) | seen(request, "unit_id", Permission.SEE_CASES)


def found(rows: QuerySet[Row], number: int) -> Row:
    """The row of this number among those that may be seen; 404 otherwise."""
    one = rows.filter(pk=number).first() if number < _MOST else None
    if one is None:
        raise Http404
    return one


def chosen(kind: type[Row], area_id: int, said: Mapping[str, str], name: str) -> Row | None:
    """The row of a unit that a field chooses; None where it chooses none."""
    number = number_in(said, name)
    return kind._default_manager.filter(area=area_id, pk=number).first() if number is not None else None


def may_here(request: HttpRequest, area_id: int) -> frozenset[Permission]:
    """What who asks may do in an area today."""
    return permissions_in(person_of(request), area_id, today())


def require(request: HttpRequest, permission: Permission, area_id: int) -> None:
    """Refuse who may see here but not do this."""
    if permission not in may_here(request, area_id):
        raise PermissionDenied


def year_asked(request: HttpRequest) -> int:
    """The year that the address asks for (`nam`), else this one."""
    asked = number_in(request.GET, "nam")
    return asked if asked is not None and 2000 <= asked <= 2100 else timezone.localdate().year


def masked(contact: str, *, is_whole: bool) -> str:
    """A contact as it is shown: whole to who keeps the fund, else its last three signs."""
    return contact if is_whole or not contact else f"•••• {contact[-3:]}"
