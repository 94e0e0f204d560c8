"""The unit, form, version or filled form that an address names, for who may see it; else not found."""

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest

from giamngheo.apps.report_forms.models import FilledForm, FormVersion, ReportForm
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import among, areas_reached, held_areas, permissions_in
from giamngheo.foundation.areas.models import Containment
from giamngheo.web.components.acting_person import person_of, today

_MOST: int = 2**63


def used_here(request: HttpRequest) -> Q:
    """The condition that a form belongs to a unit where who asks sees results, or to one around it."""
    day = today()
    within = areas_reached(person_of(request), Permission.SEE_RESULTS, day)
    if within is None:
        return Q()
    held = held_areas(person_of(request), Permission.SEE_RESULTS, day)
    around = Containment.objects.filter(area__in=held, valid__contains=day).values("ancestor_id")
    return among(within) | Q(area__in=around)


def form_for(request: HttpRequest, form_id: int) -> ReportForm:
    """The form of this number; 404 where who asks neither answers for its unit nor lies in it."""
    found = ReportForm.objects.filter(used_here(request), pk=form_id).first() if form_id < _MOST else None
    if found is None:
        raise Http404
    return found


def version_for(request: HttpRequest, version_id: int) -> FormVersion:
    """The version of this number; 404 where its form is not seen."""
    rows = FormVersion.objects.select_related("form").filter(pk=version_id) if version_id < _MOST else None
    found = rows.first() if rows is not None else None
    if found is None:
        raise Http404
    form_for(request, found.form_id)
    return found


def filled_for(request: HttpRequest, filled_id: int) -> FilledForm:
    """The filled form of this number; 404 where who asks does not see results of its unit."""
    seen = among(areas_reached(person_of(request), Permission.SEE_RESULTS, today()))
    rows = FilledForm.objects.select_related("version__form", "snapshot")
    found = rows.filter(seen, pk=filled_id).first() if filled_id < _MOST else None
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
