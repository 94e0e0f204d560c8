"""What of oversight who asks may see, on which side they stand, and the units from which they may choose."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest

from giamngheo.apps.oversight.models import Inspection, Recommendation, SocialReview, YearPlan
from giamngheo.apps.oversight.queries import inspections_where
from giamngheo.apps.oversight.states import TOLD_TO_UNIT, SocialState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import permissions_in_each
from giamngheo.foundation.areas.models import Containment
from giamngheo.foundation.areas.queries import Unit, children_of, unit_on
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.asked import day_in, number_in
from giamngheo.web.staff.coordination.reaching import row_for, seen_by


@dataclass(frozen=True)
class Sides:
    """What who asks may do where the inspecting unit is, and where the inspected unit is."""

    here: frozenset[Permission]
    there: frozenset[Permission]

    @property
    def is_inside(self) -> bool:
        """Whether they are of the inspecting side, who see what is not told yet."""
        return Permission.SEE_RESULTS in self.here

    def has_any(self) -> bool:
        """Whether they may do anything about it at all."""
        return bool(
            {Permission.INSPECT, Permission.DECIDE_INSPECTIONS, Permission.SUPERVISE} & self.here
            or Permission.ANSWER_INSPECTIONS in self.there
        )


def sides_of(request: HttpRequest, area_id: int, unit_id: int) -> Sides:
    """On which side of a row who asks stands."""
    may = permissions_in_each(person_of(request), [area_id, unit_id], today())
    return Sides(may[area_id], may[unit_id])


def require_any(permissions: frozenset[Permission], *wanted: Permission) -> None:
    """Refuse who has none of these here."""
    if not permissions & set(wanted):
        raise PermissionDenied


def rounds_seen(request: HttpRequest) -> Q:
    """Inspections of one's own areas, and those that inspect these once they were decided on."""
    here = seen_by(request, "area_id")
    if not here:
        return Q()
    return here | (seen_by(request, "unit_id") & Q(state__in=TOLD_TO_UNIT))


def round_for(request: HttpRequest, inspection_id: int) -> Inspection:
    """The inspection that an address names; 404 outside."""
    rows = inspections_where(rounds_seen(request)).select_related("line")
    return row_for(rows, inspection_id)


def plan_for(request: HttpRequest, plan_id: int) -> YearPlan:
    """The yearly plan that an address names; 404 outside."""
    return row_for(YearPlan.objects.filter(seen_by(request)), plan_id)


def advice_seen(request: HttpRequest) -> Q:
    """Recommendations of one's own areas, and those made to these."""
    return seen_by(request, "area_id", "unit_id")


def advice_for(request: HttpRequest, advice_id: int) -> Recommendation:
    """The recommendation that an address names; 404 outside."""
    rows = Recommendation.objects.filter(advice_seen(request)).select_related("inspection", "finding")
    return row_for(rows, advice_id)


def social_seen(request: HttpRequest) -> Q:
    """Supervision of one's own areas or addressed to them; a draft only where one writes such."""
    drafts = seen_by(request, permission=Permission.SUPERVISE)
    sent = seen_by(request, "area_id", "unit_id") & ~Q(state=SocialState.DRAFT)
    return sent | (drafts & Q(state=SocialState.DRAFT))


def social_for(request: HttpRequest, social_id: int) -> SocialReview:
    """The supervision that an address names; 404 outside."""
    return row_for(SocialReview.objects.filter(social_seen(request)), social_id)


def inside(area_id: int, field: str) -> Q:
    """The condition that an area of a row lies in this one."""
    within = Containment.objects.filter(ancestor_id=area_id, valid__contains=today())
    return Q(**{f"{field}__in": within.values("area_id")})


def units_to_inspect(unit: Unit, chosen: int | None = None) -> list[tuple[str, str]]:
    """What may be inspected by a unit, as choices: itself, what lies in it, and in the chosen one."""
    day = today()
    found = {one.area_id: one for one in (unit, *children_of(unit.area_id, day))}
    if chosen is not None and (one := unit_on(chosen, day)) is not None:
        found |= {each.area_id: each for each in (one, *children_of(chosen, day))}
    return [(str(one.area_id), one.full_name[:1].upper() + one.full_name[1:]) for one in found.values()]


def chosen_unit(said: Mapping[str, str], name: str) -> int:
    """The number of the unit that a field chooses; 0, which is no unit, where it chooses none."""
    return number_in(said, name) or 0


def day_or_none(said: Mapping[str, str], name: str, wrong: dict[str, str]) -> date | None:
    """The day of a field, None where nothing was typed; what cannot be read is noted."""
    day, text, fault = day_in(said, name, today())
    if fault:
        wrong[name] = fault
    return day if text and not fault else None


def parsed(
    said: Mapping[str, str], name: str, read: Callable[[str], int], wrong: dict[str, str]
) -> int | None:
    """A number of a field, None where nothing was typed; what cannot be read is noted."""
    text = said.get(name, "").strip()
    try:
        return read(text) if text else None
    except ValueError as error:
        wrong[name] = str(error)
        return None
