"""One plan: its text beside what was read in it, corrected part by part; taken in, dropped, ended, given."""

from collections.abc import Mapping, Sequence

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from giamngheo.apps.programmes.actions import READ, PlanError, correct, leave, take_in
from giamngheo.apps.programmes.correcting import COMPARATORS, PARTS, edition_of
from giamngheo.apps.programmes.correcting.citations import ADDED as MORE_ROWS
from giamngheo.apps.programmes.correcting.citations import KINDS
from giamngheo.apps.programmes.correcting.targets import ADDED as MORE_TARGETS
from giamngheo.apps.programmes.correcting.targets import DIRECTIONS
from giamngheo.apps.programmes.correcting.unread import PARTS as INTO
from giamngheo.apps.programmes.correcting.unread import inside
from giamngheo.apps.programmes.models import PlanFile
from giamngheo.apps.programmes.plans.structure import Plan
from giamngheo.apps.programmes.states import FileState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.tasks.models import Task
from giamngheo.foundation.text import plain
from giamngheo.law.programmes.library import programmes
from giamngheo.law.vocabulary.targets import TargetKind
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.plans.file_fields import held_by, lists_of, told_by_row
from giamngheo.web.staff.plans.reaching import file_for, may_keep, require_keeping


@needs(Permission.SEE_RESULTS)
@require_safe
def page(request: HttpRequest, plan_file_id: int) -> HttpResponse:
    """Show the plan, or how far its reading is."""
    row = file_for(request, plan_file_id)
    if request.headers.get("HX-Request") == "true":
        task = _task_of(row)
        if task is None or task.is_over:
            return HttpResponseClientRefresh()
        return render(request, "staff/plans/file_reading.html", {"task": task, "row": row})
    return _page(request, row)


@needs(Permission.KEEP_RESULTS)
@require_POST
def deed(request: HttpRequest, plan_file_id: int) -> HttpResponse:
    """Correct a part, take the plan in, drop or end it."""
    row = file_for(request, plan_file_id)
    require_keeping(request, row.area_id)
    verb, actor = request.POST.get("viec", ""), actor_of(request)
    try:
        if verb in PARTS:
            correct(row, verb, request.POST, actor)
            return redirect(f"{request.path.removesuffix('viec/')}#{verb}")
        if verb == "dua-vao":
            made = take_in(row, actor, is_received=request.POST.get("cua") == "tren")
            return redirect("plan", made.pk)
        if verb == "bo":
            leave(row, words_in(request.POST, "ly-do", 501), actor)
        else:
            raise PlanError("Không có việc này. Cách xử lý: tải lại trang rồi bấm lại.")
    except PlanError as error:
        if "ban" in error.wrong:  # rows are counted otherwise by now: what was typed would stand at others
            return _page(request, file_for(request, plan_file_id), wrong={"": error.wrong["ban"]})
        return _page(request, row, typed=request.POST.dict(), wrong=error.wrong)
    return redirect("plan-file", row.pk)


@needs(Permission.SEE_RESULTS)
@require_safe
def as_json(request: HttpRequest, plan_file_id: int) -> HttpResponse:
    """Give the plan as it stands, as `giamngheo plan read` writes it."""
    plan = file_for(request, plan_file_id).plan
    if plan is None:
        raise Http404
    written = msgspec.json.format(msgspec.json.encode(plan), indent=2)
    answer = HttpResponse(written, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="ke-hoach-{plan_file_id}.json"'
    return answer


def _page(
    request: HttpRequest,
    row: PlanFile,
    typed: Mapping[str, object] | None = None,
    wrong: Mapping[str, str] | None = None,
) -> HttpResponse:
    plan, wrong = row.plan, wrong or {}
    may = may_keep(request, row.area_id)
    place = names_of([row.area_id], today()).get(row.area_id, "–")
    told: dict[str, object] = {
        "row": row,
        "plan": plan,
        "place": place,
        "task": _task_of(row),
        "may_keep": may,
        "may_correct": may and row.state == FileState.DRAFT,
        "may_leave": may and row.state not in {FileState.DROPPED, FileState.ENDED},
        "typed": typed or {},
        "wrong": wrong,
        "errors": told_by_row(wrong),
        "made": row.plans.order_by("-pk").first(),
        "whose": _whose(plan, place),
    }
    if plan is not None:
        told |= _of_plan(plan, typed or {})
    return render(request, "staff/plans/file.html", told, status=422 if wrong else 200)


def _of_plan(plan: Plan, typed: Mapping[str, object]) -> dict[str, object]:
    """What the forms of a plan's parts are made of."""
    return {
        "typed": {**held_by(plan), **_unticked(plan, str(typed.get("viec", ""))), **typed},
        "part": typed.get("viec", ""),
        "editions": {part: edition_of(plan, one.fields) for part, one in PARTS.items()},
        "kinds": [(one.value, one.label) for one in TargetKind],
        "signs": [(one.value, word) for one, word in COMPARATORS.items()],
        "directions": list(DIRECTIONS.items()),
        "instruments": [(one, one) for one in KINDS],
        "codes": _codes(plan),
        "programmes": [(one.id, one.short_name) for one in programmes().values()],
        "lists": lists_of(plan),
        "more_targets": range(MORE_TARGETS),
        "more_rows": range(MORE_ROWS),
        "lines": plan.source.text.split("\n"),
        "gaps": _gaps(plan),
        "unread": _unread(plan),
        "into": list(INTO.items()),
        "inside": list(inside(plan).items()),
    }


def _unticked(plan: Plan, part: str) -> Mapping[str, object]:
    """Boxes of a form that was sent: one that is not ticked is not sent at all."""
    if part == "chi-tieu":
        return {f"t{at}-moi-nam": "" for at in range(len(plan.targets))}
    return {f"p{at}-pham-vi": "" for at in range(len(plan.projects))} if part == "du-an" else {}


def _task_of(row: PlanFile) -> Task | None:
    if row.state != FileState.READING:
        return None
    return Task.objects.filter(kind=READ, payload__plan=row.pk).first()


def _whose(plan: Plan | None, place: str) -> str:
    """Whose plan it looks like: the unit's own («minh») where the issuer bears its name, else from above."""
    return "minh" if plan is None or plain(place) in plain(plan.issuer or "") else "tren"


def _codes(plan: Plan) -> Sequence[tuple[str, str]]:
    programme = programmes().get(plan.programme or "")
    return [(one.code, f"{one.code} {one.name}") for one in programme.projects] if programme else []


def _gaps(plan: Plan) -> Mapping[int, int]:
    """For the line in the place of a page that was not read: which page."""
    starts = [1, *plan.source.page_lines]
    return {starts[one.page - 1]: one.page for one in plan.source.left_pages if one.page <= len(starts)}


def _unread(plan: Plan) -> Sequence[object]:
    """Lines that went into no piece, without those that say nothing of a plan."""
    formal = {"số trang", "dấu vết ký số", "đường kẻ hoặc ký tự lạc"}
    return [one for one in plan.unread if one.reason not in formal]
