"""The unit or plan that an address names, for who may see it; else not found."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest

from giamngheo.apps.programmes.models import PlanFile
from giamngheo.apps.programmes.queries import plans_of
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import permissions_in, reached
from giamngheo.web.components.acting_person import person_of, today

_MOST: int = 2**63


def seen_by(request: HttpRequest) -> Q:
    """The condition that a plan lies where who asks sees results."""
    return reached(person_of(request), Permission.SEE_RESULTS, today())


def plan_for(request: HttpRequest, plan_id: int) -> PlanFile:
    """The plan of this number; 404 where who asks does not see its unit."""
    found = plans_of(seen_by(request)).filter(pk=plan_id).first() if plan_id < _MOST else None
    if found is None:
        raise Http404
    return found


def may_keep(request: HttpRequest, area_id: int) -> bool:
    """Whether who asks may hand in, correct and take in plans of an area today."""
    return Permission.KEEP_RESULTS in permissions_in(person_of(request), area_id, today())


def require_keeping(request: HttpRequest, area_id: int) -> None:
    """Refuse who may see here but not keep."""
    if not may_keep(request, area_id):
        raise PermissionDenied
