"""The unit that a page is about: the one that the address asks for, and those that may be chosen."""

from django.http import Http404, HttpRequest

from giamngheo.foundation.accounts.held import areas_within
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_reached, held_areas
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.queries import Unit, unit_on, units_and_children
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.asked import number_in


def unit_asked(
    request: HttpRequest, permission: Permission = Permission.SEE_RESULTS, *, at_first: bool = False
) -> tuple[Unit, tuple[Unit, ...]]:
    """The unit that the address asks for (`don-vi`), else the first held, and the choices; 404 outside.

    `at_first`: the first held, whatever the address asks for.
    """
    day = today()
    held = held_areas(person_of(request), permission, day)
    units, children = units_and_children(held, day)
    choices = {
        one.area_id: one for area in held if area in units for one in (units[area], *children.get(area, []))
    }
    asked = number_in(request.GET, "don-vi") or number_in(request.POST, "don-vi")
    asked = next(iter(choices), None) if asked is None or at_first else asked
    within = areas_reached(person_of(request), permission, day)
    unit = unit_on(asked, day) if asked is not None and (within is None or asked in within) else None
    if unit is None:
        raise Http404
    return unit, tuple(choices.values())


def areas_in(
    request: HttpRequest, unit: Unit, permission: Permission = Permission.SEE_RESULTS
) -> list[int] | None:
    """The areas of a unit in which who asks has a permission; None for the whole country.

    So that a question about the country names none of its forty thousand areas.
    """
    reach = areas_reached(person_of(request), permission, today())
    if reach is None and unit.tier == Tier.NATION:
        return None
    inside = areas_within([unit.area_id], today())
    return inside if reach is None else sorted(set(inside) & set(reach))
