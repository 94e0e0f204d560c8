"""The unit, target or figure that an address names, for who may see it; else not found."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest

from giamngheo.apps.results.models import Actual, PlannedTarget
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_reached, held_areas, permissions_in, reached
from giamngheo.foundation.areas.queries import Unit, unit_on, units_and_children
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.asked import number_in


@dataclass(frozen=True)
class Place:
    """The unit that a page is about, and those that can be chosen in its place."""

    unit: Unit
    others: tuple[Unit, ...]

    @property
    def area_id(self) -> int:
        """The number of the unit."""
        return self.unit.area_id


def seen_by(request: HttpRequest) -> Q:
    """The condition that a row lies where who asks sees results."""
    return reached(person_of(request), Permission.SEE_RESULTS, today())


def place_for(request: HttpRequest) -> Place:
    """The unit that the address asks for (`don-vi`), else the first that one answers for; 404 outside."""
    day = today()
    held = held_areas(person_of(request), Permission.SEE_RESULTS, day)
    units, children = units_and_children(held, day)
    choices = {
        one.area_id: one
        for area_id in held
        if area_id in units
        for one in (units[area_id], *children.get(area_id, []))
    }
    asked = number_in(request.GET or request.POST, "don-vi") or number_in(request.POST, "don-vi")
    if asked is None:
        asked = next(iter(choices), None)
    within = areas_reached(person_of(request), Permission.SEE_RESULTS, day)
    unit = unit_on(asked, day) if asked is not None and (within is None or asked in within) else None
    if unit is None:
        raise Http404
    return Place(unit, tuple(choices.values()))


def target_for(request: HttpRequest, target_id: int) -> PlannedTarget:
    """The target of this number; 404 where who asks does not see its unit."""
    rows = PlannedTarget.objects.filter(seen_by(request), pk=target_id) if target_id < 2**63 else None
    found = rows.select_related("area").first() if rows is not None else None
    if found is None:
        raise Http404
    return found


def figure_for(request: HttpRequest, figure_id: int) -> Actual:
    """The figure of this number; 404 where who asks does not see its unit."""
    # The frozen state of a unit above is not seen from below: then the figure has none.
    rows = Actual.objects.select_related("snapshot").filter(seen_by(request), pk=figure_id)
    found = rows.first() if figure_id < 2**63 else None
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
