"""One inspection: its team, checklist, findings, minutes, report, recommendations; all that is done to it."""

from collections.abc import Mapping
from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from giamngheo.apps.oversight.actions import OversightError
from giamngheo.apps.oversight.models import Attached, Inspection
from giamngheo.apps.oversight.papers import contents_told
from giamngheo.apps.oversight.queries import findings_of, items_of
from giamngheo.apps.oversight.states import (
    FOUND_TOLD,
    LIST_OPEN,
    ON_THE_SPOT,
    RECOMMENDING,
    TEAM_OPEN,
    Answer,
    InspectionState,
    MemberRole,
    RecommendationState,
)
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.calendar import calendar
from giamngheo.law.library import oversight_rules
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.coordination.filed import FILE_FIELD
from giamngheo.web.staff.oversight.deeds import DEEDS
from giamngheo.web.staff.oversight.reaching import Sides, require_any, round_for, sides_of

_P, _S = Permission, InspectionState
REPORT_TOLD: Final = (_S.REPORTED, _S.CLOSED)


@needs(Permission.SEE_RESULTS)
@require_safe
def one(request: HttpRequest, inspection_id: int) -> HttpResponse:
    """Show an inspection with all that belongs to it."""
    row = round_for(request, inspection_id)
    return _page(request, row, sides_of(request, row.area_id, row.unit_id))


@needs(Permission.SEE_RESULTS)
@require_POST
def deed(request: HttpRequest, inspection_id: int) -> HttpResponse:
    """Do what a form of the page says, for who may do it on their side."""
    row = round_for(request, inspection_id)
    sides = sides_of(request, row.area_id, row.unit_id)
    if not sides.has_any():
        raise PermissionDenied
    wrong: dict[str, str] = {}
    try:
        done = DEEDS.get(request.POST.get("viec", ""))
        if done is None:
            raise OversightError("Không có việc này. Cách xử lý: tải lại trang rồi bấm lại.")
        if done.permission is _P.ANSWER_INSPECTIONS:
            require_any(sides.there, done.permission)
        else:
            require_any(sides.here, done.permission)
        done.act(request, row, wrong)
        return redirect(f"{request.path.removesuffix('viec/')}#{done.place}")
    except OversightError as error:
        return _page(request, row, sides, request.POST.dict(), error.wrong | wrong)


def _page(
    request: HttpRequest,
    row: Inspection,
    sides: Sides,
    typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
) -> HttpResponse:
    row = round_for(request, row.pk)
    may_keep, may_decide = _P.INSPECT in sides.here, _P.DECIDE_INSPECTIONS in sides.here
    tells_found = sides.is_inside or row.state in FOUND_TOLD
    findings = findings_of(row) if tells_found else []
    advices = [each for finding in findings for each in finding.recommendations.all()]
    rules = oversight_rules()
    areas = {row.area_id, row.unit_id, *(one.unit_id for one in advices)}
    order = {role: place for place, role in enumerate(MemberRole.values)}
    told = {
        "row": row,
        "names": names_of(areas, today()),
        "day": today(),
        "is_late": row.is_late(today()),
        "doubts": calendar().doubts(row.last, row.report_due),
        "rules": rules,
        "kinds": {one.id: one.name for one in rules.kinds},
        "levels": {one.id: one.name for one in rules.levels},
        "contents": {one.id: one.name for one in rules.contents},
        "contents_told": contents_told(row.contents),
        "team": sorted(row.teammembers.all(), key=lambda one: (order[one.role], one.pk)),
        "member_roles": MemberRole.choices,
        "items": items_of(row),
        "answers": Answer.choices,
        "findings": findings,
        "advices": advices,
        "waiting": sum(one.state in {"open", "remedied"} for one in advices),
        "withdrawn": RecommendationState.WITHDRAWN,
        "files": Attached.objects.filter(
            inspection=row, aside_at=None, finding=None, follow_up=None
        ).order_by("pk")
        if tells_found
        else [],
        "steps": row.inspectionsteps.order_by("pk"),
        "opinions": row.inspectionsteps.filter(verb="opinion").order_by("pk"),
        "tells_found": tells_found,
        "tells_report": sides.is_inside or row.state in REPORT_TOLD,
        "may_keep": may_keep,
        "may_decide": may_decide,
        "may_answer": _P.ANSWER_INSPECTIONS in sides.there,
        "team_open": may_keep and row.state in TEAM_OPEN,
        "list_open": may_keep and row.state in LIST_OPEN,
        "on_the_spot": may_keep and row.state in ON_THE_SPOT,
        "recommending": may_keep and row.state in RECOMMENDING,
        "states": InspectionState,
        "file": FILE_FIELD,
        "typed": typed or {},
        "wrong": wrong or {},
    }
    return render(request, "staff/oversight/inspection.html", told, status=422 if wrong else 200)
