"""An activity is proposed, planned, said anew or repeated: its form is drawn from its kind."""

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.activities.actions import ActivityError, change, draft
from giamngheo.apps.activities.models import Activity
from giamngheo.apps.activities.states import ActivityState
from giamngheo.apps.coordination.actions import CoordinationError, draft_for
from giamngheo.apps.coordination.models import CommunityProposal
from giamngheo.apps.coordination.states import CARRIED_OUT
from giamngheo.apps.coordination.unit_queries import proposals_of
from giamngheo.apps.programmes.queries import in_scope_of
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.naming import names_of
from giamngheo.law.activities.library import activity_kinds, choices_of, pack_of, packs_on
from giamngheo.law.library import code_list
from giamngheo.law.programmes.library import programmes
from giamngheo.law.vocabulary.activities import ActivityKind
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import capital
from giamngheo.web.components.unit_asked import unit_asked
from giamngheo.web.staff.activities.reaching import activity_for, require, seen_by
from giamngheo.web.staff.activities.typed import said_of, typed_of


@needs(Permission.KEEP_ACTIVITIES)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask for the kind, show its form, or keep the activity."""
    unit, others = unit_asked(request)
    require(request, Permission.KEEP_ACTIVITIES, unit.area_id)
    origin, wish = _origin(request), _wish(request)
    told: dict[str, Any] = {"unit": unit, "others": others, "wish": wish}
    name = origin.kind if origin else request.POST.get("loai") or request.GET.get("loai", "")
    if not name:
        return render(request, "staff/activities/kinds.html", told | {"packs": packs_on(today())})
    kind = activity_kinds().get(name)
    if kind is None:
        raise Http404
    wrong: Mapping[str, str] = {}
    typed: Mapping[str, str] = {}
    if request.method == "POST":
        typed = request.POST.dict()
        try:
            area, said, actor = Area(pk=unit.area_id), said_of(request.POST, kind), actor_of(request)
            if wish is not None:
                row = draft_for(wish, area, kind, said, actor, today=today())
            else:
                row = draft(area, kind, said, actor, replicates=origin)
            return redirect("activity", row.pk)
        except (ActivityError, CoordinationError) as error:
            wrong = error.wrong
    elif origin is not None:
        typed = {**typed_of(origin), "tu-ngay": "", "den-ngay": "", "noi": "", "ten-chu-tri": ""}
    else:
        typed = {"du-an": kind.projects[0]} | (_wished(wish, kind) if wish is not None else {})
    told |= {"origin": origin, "row": None}
    return _form(request, kind, told, typed=typed, wrong=wrong)


@needs(Permission.KEEP_ACTIVITIES)
@require_http_methods(["GET", "HEAD", "POST"])
def changing(request: HttpRequest, activity_id: int) -> HttpResponse:
    """Show the form of an activity, or keep what is said anew."""
    row = activity_for(request, activity_id)
    require(request, Permission.KEEP_ACTIVITIES, row.area_id)
    wrong: Mapping[str, str] = {}
    typed = typed_of(row)
    if request.method == "POST":
        typed = request.POST.dict()
        try:
            change(row, said_of(request.POST, row.law), actor_of(request))
            return redirect("activity", row.pk)
        except ActivityError as error:
            wrong = error.wrong
    told = {"origin": None, "wish": None, "row": row, "unit": None, "others": ()}
    return _form(request, row.law, told, typed=typed, wrong=wrong)


def _origin(request: HttpRequest) -> Activity | None:
    """The accepted activity that is to be repeated, where the address names one."""
    number = number_in(request.POST, "nhan-rong") or number_in(request.GET, "nhan-rong")
    if number is None:
        return None
    origin = activity_for(request, number)
    if origin.state != ActivityState.ACCEPTED or not origin.law.replicates:
        raise Http404
    return origin


def _wish(request: HttpRequest) -> CommunityProposal | None:
    """The accepted proposal of the community that is to be carried out, where the address names one."""
    number = number_in(request.POST, "de-xuat") or number_in(request.GET, "de-xuat")
    if number is None:
        return None
    seen = proposals_of(seen_by(request, "meeting__area_id") & Q(state__in=CARRIED_OUT))
    return get_object_or_404(seen, pk=number)


def _wished(wish: CommunityProposal, kind: ActivityKind) -> dict[str, str]:
    """What a proposal already says of its activity."""
    place = names_of([wish.meeting.area_id], today()).get(wish.meeting.area_id, "")
    told = {"ten": wish.title, "noi": capital(place), "o-community_proposed": "co"}
    return told | ({"du-an": wish.project} if wish.project in kind.projects else {})


def _form(
    request: HttpRequest,
    kind: ActivityKind,
    told: Mapping[str, Any],
    *,
    typed: Mapping[str, str],
    wrong: Mapping[str, str],
) -> HttpResponse:
    pack = pack_of(kind.id)
    programme = programmes().get(pack.programme) if pack else None
    projects = {one.code: one.name for one in programme.projects} if programme else {}
    row, unit = told["row"], told["unit"]
    in_scope = in_scope_of(row.area_id if row else unit.area_id, row.year if row else today().year, today())
    owners = code_list("owner_kinds")
    shown = {
        **told,
        "kind": kind,
        "pack": pack,
        "projects": [(code, in_scope.told(code, projects.get(code, ""))) for code in kind.projects],
        "owners": [(name, owners[name].name) for name in kind.owners],
        "choices": {field.id: list(choices_of(field).items()) for field in kind.fields},
        "typed": typed,
        "wrong": dict(wrong),
    }
    return render(request, "staff/activities/form.html", shown, status=422 if wrong else 200)
