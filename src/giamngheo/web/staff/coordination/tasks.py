"""Tasks given to organisations and units: the list, giving, one with its history, deeds."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from giamngheo.apps.coordination.actions import CoordinationError, Task, give_tasks, move_task
from giamngheo.apps.coordination.directory import offered
from giamngheo.apps.coordination.models import GivenTask
from giamngheo.apps.coordination.queries import OPEN_TASKS, tasks_of
from giamngheo.apps.coordination.states import TASK_MOVES, TASK_OF_DOER, TaskState, TaskVerb
from giamngheo.apps.programmes.models import UnitPlan
from giamngheo.apps.programmes.queries import tasks_of as said_in
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import held_areas
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import Unit, children_of
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import day_in, number_in, words_in
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.components.unit_asked import unit_asked
from giamngheo.web.staff.coordination.matrix import Seen
from giamngheo.web.staff.coordination.matrix import seen as matrix_seen
from giamngheo.web.staff.coordination.reaching import may_here, require, row_for, seen_by

A_PAGE: Final = 30
LONGEST: Final = 1000
LATE: Final = "qua-han"
STATES: Final = {
    "dang-cho": "Chưa xong",
    LATE: "Quá hạn",
    "da-xong": "Đã xong",
    "da-thoi": "Đã thôi giao",
}
LABELS: Final = {
    TaskVerb.WORK: "Đang làm, báo tiến độ",
    TaskVerb.FINISH: "Đã xong, báo kết quả",
    TaskVerb.SEND_BACK: "Yêu cầu làm tiếp",
    TaskVerb.POSTPONE: "Đổi hạn",
    TaskVerb.CANCEL: "Thôi giao",
}


@needs(Permission.SEE_RESULTS)
@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """Show the tasks that a unit gave or was given, what waits first."""
    unit, others = unit_asked(request)
    state, who = request.GET.get("tinh-trang", ""), words_in(request.GET, "co-quan", 200)
    rows = _asked(request, unit)
    page = Paginator(rows, A_PAGE).get_page(number_in(request.GET, "trang") or 1)
    waiting = GivenTask.objects.filter(_of(unit), state__in=OPEN_TASKS)
    query = {"don-vi": unit.area_id, "tinh-trang": state, "co-quan": who}
    told = {
        "unit": unit,
        "others": others,
        "page": page,
        "names": names_of({one.area_id for one in page.object_list}, today()),
        "day": today(),
        "waiting": waiting.count(),
        "late": waiting.filter(due__lt=today()).count(),
        "states": STATES,
        "state": state,
        "who": who,
        "query": urlencode({name: value for name, value in query.items() if value}),
        "may_keep": Permission.COORDINATE in may_here(request, unit.area_id),
    }
    return render(request, "staff/coordination/tasks.html", told)


@needs(Permission.SEE_RESULTS)
@require_GET
def listed(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the tasks that the page shows."""
    unit, _ = unit_asked(request)
    rows = _asked(request, unit)
    return give(request, TASKS, rows, Taken("coordination.export", rows.count(), [unit.area_id]), ending)


@needs(Permission.COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, or give a task to an organisation, or to several units below at once."""
    told = matrix_seen(request, today().year)
    require(request, Permission.COORDINATE, told.unit.area_id)
    children = children_of(told.unit.area_id, today())
    wrong: dict[str, str] = {}
    if request.method == "POST":
        due, _, fault = day_in(request.POST, "han", today())
        wanted = _typed(request, children, due if request.POST.get("han") and not fault else None)
        try:
            if fault:
                raise CoordinationError(fault, "han")
            rows = give_tasks(Area(pk=told.unit.area_id), told.year, wanted, actor_of(request))
            if len(rows) == 1:
                return redirect("given-task", rows[0].pk)
            return redirect(f"{reverse('given-tasks')}?don-vi={told.unit.area_id}")
        except CoordinationError as error:
            wrong = error.wrong
    shown = {
        "seen": told,
        "children": children,
        "names": offered(told.unit, today()),
        "chosen": set(request.POST.getlist("don-vi-duoi")),
        "projects": [(one.code, f"{one.code} {one.name}") for one in told.programme.projects]
        if told.programme
        else [],
        "typed": request.POST if request.method == "POST" else request.GET,
        "wrong": wrong,
    }
    return render(request, "staff/coordination/task_new.html", shown, status=422 if wrong else 200)


@needs(Permission.COORDINATE)
@require_http_methods(["GET", "HEAD", "POST"])
def from_plan(request: HttpRequest) -> HttpResponse:
    """Give what a plan says of the tasks of each organisation, as far as it is ticked."""
    told = matrix_seen(request, today().year)
    require(request, Permission.COORDINATE, told.unit.area_id)
    number = number_in(request.GET, "ke-hoach") or number_in(request.POST, "ke-hoach")
    plan = next((one for one in told.plans if one.pk == number), next(iter(told.plans), None))
    wrong: dict[str, str] = {}
    if request.method == "POST" and plan is not None:
        due, text, fault = day_in(request.POST, "han", today())
        chosen, common = set(request.POST.getlist("dong")), due if text and not fault else None
        wanted = [
            Task(one.organisation[:200], one.what[:LONGEST], one.due_on or common, one.project)
            for one in said_in(plan)
            if str(one.pk) in chosen
        ]
        try:
            if fault:
                raise CoordinationError(fault, "han")
            give_tasks(Area(pk=told.unit.area_id), told.year, wanted, actor_of(request), plan=plan)
            return redirect(f"{reverse('given-tasks')}?don-vi={told.unit.area_id}")
        except CoordinationError as error:
            wrong = error.wrong
    known = _known(told, plan)
    shown = {
        "seen": told,
        "plan": plan,
        "said": [(one, one.what[:LONGEST] in known) for one in said_in(plan)] if plan else [],
        "chosen": set(request.POST.getlist("dong")),
        "typed": request.POST,
        "wrong": wrong,
    }
    return render(request, "staff/coordination/task_plan.html", shown, status=422 if wrong else 200)


@needs(Permission.SEE_RESULTS)
@require_safe
def one(request: HttpRequest, task_id: int) -> HttpResponse:
    """Show a task with all that was done to it."""
    return _page(request, _task(request, task_id))


@needs(Permission.TAKE_PART)
@require_POST
def deed(request: HttpRequest, task_id: int) -> HttpResponse:
    """Tell how it stands, or send it back, postpone, cancel it."""
    row, verb = _task(request, task_id), request.POST.get("viec", "")
    if not verbs_of(request, row):
        require(request, Permission.COORDINATE, row.area_id)
    due, text, fault = day_in(request.POST, "han", today())
    try:
        if verb not in verbs_of(request, row):
            raise CoordinationError("Việc này không làm được ở bước hiện nay. Cách xử lý: tải lại trang.")
        if fault:
            raise CoordinationError(fault, "han")
        words = words_in(request.POST, "loi", 1001)
        move_task(row, verb, words, actor_of(request), due if text else None)
    except CoordinationError as error:
        return _page(request, row, request.POST.dict(), error.wrong)
    return redirect("given-task", row.pk)


def verbs_of(request: HttpRequest, row: GivenTask) -> list[str]:
    """What who asks may do with a task as it stands: staff of either unit tell of it, not those above."""
    here = may_here(request, row.area_id)
    gives = Permission.COORDINATE in here
    own = held_areas(person_of(request), Permission.TAKE_PART, today())
    does = gives or not {row.area_id, row.unit_id}.isdisjoint(own)
    return [
        verb
        for verb, (before, _) in TASK_MOVES.items()
        if row.state in before and (does if verb in TASK_OF_DOER else gives)
    ]


def _known(told: Seen, plan: UnitPlan | None) -> set[str]:
    rows = GivenTask.objects.filter(area_id=told.unit.area_id, year=told.year, plan=plan)
    return set(rows.exclude(state=TaskState.CANCELLED).values_list("words", flat=True)) if plan else set()


def _typed(request: HttpRequest, children: Sequence[Unit], due: date | None) -> list[Task]:
    typed = request.POST
    words, project = words_in(typed, "nhiem-vu", 1001), words_in(typed, "du-an", 10)
    chosen = set(typed.getlist("don-vi-duoi"))
    name = words_in(typed, "giao-cho", 201)
    found = [Task("", words, due, project, unit) for unit in children if str(unit.area_id) in chosen]
    return [Task(name, words, due, project), *found] if name or not found else found


def _of(unit: Unit) -> Q:
    return Q(area_id=unit.area_id) | Q(unit_id=unit.area_id)


def _asked(request: HttpRequest, unit: Unit) -> QuerySet[GivenTask]:
    rows = tasks_of(_of(unit) & seen_by(request, "area_id", "unit_id"))
    state, who = request.GET.get("tinh-trang", ""), words_in(request.GET, "co-quan", 200)
    conditions = {
        "dang-cho": Q(state__in=OPEN_TASKS),
        LATE: Q(state__in=OPEN_TASKS, due__lt=today()),
        "da-xong": Q(state=TaskState.DONE),
        "da-thoi": Q(state=TaskState.CANCELLED),
    }
    rows = rows.filter(conditions.get(state, Q()))
    return rows.filter(organisation__icontains=who) if who else rows


def _task(request: HttpRequest, task_id: int) -> GivenTask:
    return row_for(GivenTask.objects.filter(seen_by(request, "area_id", "unit_id")), task_id)


def _page(
    request: HttpRequest,
    row: GivenTask,
    typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
) -> HttpResponse:
    told = {
        "row": row,
        "place": names_of([row.area_id], today()).get(row.area_id, "–"),
        "steps": row.steps.order_by("pk"),
        "day": today(),
        "is_open": row.state in OPEN_TASKS,
        "verbs": [(verb, LABELS[TaskVerb(verb)]) for verb in verbs_of(request, row)],
        "typed": typed or {},
        "wrong": wrong or {},
    }
    return render(request, "staff/coordination/task.html", told, status=422 if wrong else 200)


def _lines(chunk: Sequence[GivenTask], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(one.area_id for one in chunk)
    for one in chunk:
        late = one.state in OPEN_TASKS and one.due < looking.day
        yield (
            one.organisation,
            one.words,
            one.project or None,
            day_text(one.due),
            one.get_state_display() + (", quá hạn" if late else ""),
            one.result or None,
            looking.name(one.area_id),
            one.made_by_name,
        )


TASKS: Final = Exported(
    "Nhiệm vụ được giao",
    "Số nhiệm vụ",
    {
        PLACE: COUNT,
        "Giao cho": TEXT,
        "Nhiệm vụ": TEXT,
        "Dự án": TEXT,
        "Hạn": TEXT,
        "Tình trạng": TEXT,
        "Kết quả": TEXT,
        "Đơn vị giao": TEXT,
        "Người giao": TEXT,
    },
    (7, 34, 70, 10, 12, 18, 50, 28, 24),
    _lines,
)
