"""The unit, plan or file that an address names, for who may see it; else not found."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest

from giamngheo.apps.programmes.models import PlanFile, PlanTarget, UnitPlan
from giamngheo.apps.programmes.queries import day_within, districts_of, files_of, plans_seen, targets_of
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_reached, permissions_in, reached
from giamngheo.foundation.areas.queries import Unit, unit_on
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.unit_asked import unit_asked

_MOST: int = 2**63


def seen_by(request: HttpRequest) -> Q:
    """The condition that a row lies where who asks sees results."""
    return reached(person_of(request), Permission.SEE_RESULTS, today())


def file_for(request: HttpRequest, plan_file_id: int) -> PlanFile:
    """The file of this number; 404 where who asks does not see its unit."""
    found = files_of(seen_by(request)).filter(pk=plan_file_id).first() if plan_file_id < _MOST else None
    if found is None:
        raise Http404
    return found


def plan_for(request: HttpRequest, plan_id: int) -> UnitPlan:
    """The plan of this number; 404 where who asks may not read it."""
    rows = UnitPlan.objects.filter(plans_seen(person_of(request), today()), pk=plan_id)
    found = rows.first() if plan_id < _MOST else None
    if found is None:
        raise Http404
    return found


def unit_of_year(request: HttpRequest, year: int | None = None) -> tuple[Unit, tuple[Unit, ...]]:
    """As `unit_asked`, also of units that live no more, of a year or of any: districts may be chosen, too."""
    day, held = today(), areas_reached(person_of(request), Permission.SEE_RESULTS, today())
    asked = number_in(request.GET, "don-vi") or number_in(request.POST, "don-vi")
    former = districts_of(held, day, year) if held is not None else []
    if asked is None or unit_on(asked, day) is not None:
        unit, others = unit_asked(request)
        return unit, (*others, *former)
    lived = next((one for one in former if one.area_id == asked), None)
    if lived is None and year is not None:
        lived = unit_on(asked, day_within(asked, year, day))
    if lived is None or (held is not None and asked not in held):
        raise Http404
    _, others = unit_asked(request, at_first=True)
    return lived, (*others, *former)


def target_for(request: HttpRequest, plan_target_id: int) -> PlanTarget:
    """The target of this number of a plan that who asks may read; 404 otherwise."""
    row = PlanTarget.objects.filter(pk=plan_target_id).first() if plan_target_id < _MOST else None
    if row is None:
        raise Http404
    row.plan = plan_for(request, row.plan_id)
    return row


def target_in(plan: UnitPlan, plan_target_id: int) -> PlanTarget:
    """The target of this number in a plan; 404 where there is none."""
    found = next((one for one in targets_of(plan) if one.pk == plan_target_id), None)
    if found is None:
        raise Http404
    return found


def may_here(request: HttpRequest, area_id: int) -> frozenset[Permission]:
    """What who asks may do in an area today."""
    return permissions_in(person_of(request), area_id, today())


def may_keep(request: HttpRequest, area_id: int) -> bool:
    """Whether who asks may draft, correct and hand up plans of an area today."""
    return Permission.KEEP_RESULTS in may_here(request, area_id)


def require(request: HttpRequest, permission: Permission, area_id: int) -> None:
    """Refuse who may see here but not do this."""
    if permission not in may_here(request, area_id):
        raise PermissionDenied


def require_keeping(request: HttpRequest, area_id: int) -> None:
    """Refuse who may see here but not keep."""
    require(request, Permission.KEEP_RESULTS, area_id)
