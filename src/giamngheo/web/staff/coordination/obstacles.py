"""Obstacles: raised, seen by their unit and those above, sent up, answered, closed; counts by unit."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from giamngheo.apps.coordination.actions import (
    CoordinationError,
    Raised,
    move_obstacle,
    raise_obstacle,
    unit_above,
)
from giamngheo.apps.coordination.models import Obstacle, ObstacleStep
from giamngheo.apps.coordination.queries import Counts, obstacle_counts, obstacles_of
from giamngheo.apps.coordination.states import (
    OBSTACLE_MOVES,
    OBSTACLE_OF_HANDLER,
    ObstacleState,
    ObstacleVerb,
    Topic,
)
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_reached, held_areas
from giamngheo.foundation.areas.models import Area, Containment
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import Unit, children_of
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import day_in, number_in, words_in
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.components.unit_asked import unit_asked
from giamngheo.web.staff.coordination.reaching import may_here, require, row_for, seen_by

A_PAGE: Final = 30
STATES: Final = {
    "cho": "Chờ trả lời",
    "qua-han": "Quá hạn trả lời",
    "da-tra-loi": "Đã trả lời, chờ xác nhận",
    "da-xong": "Đã xong, đã rút",
}
SIDES: Final = {"minh": "Đơn vị này nêu hoặc phải trả lời", "tat-ca": "Cả các đơn vị bên dưới"}
LABELS: Final = {
    ObstacleVerb.ANSWER: "Trả lời",
    ObstacleVerb.ESCALATE: "Chuyển lên cấp trên",
    ObstacleVerb.CLOSE: "Xác nhận đã gỡ",
    ObstacleVerb.REOPEN: "Chưa gỡ được, mở lại",
    ObstacleVerb.WITHDRAW: "Rút",
}


@needs(Permission.SEE_RESULTS)
@require_safe
def obstacles(request: HttpRequest) -> HttpResponse:
    """Show the obstacles of a unit, who waits for an answer first, and counts of the units below it."""
    unit, others = unit_asked(request)
    asked = {name: words_in(request.GET, name, 20) for name in ("tinh-trang", "chu-de", "phia")}
    page = Paginator(_asked(request, unit), A_PAGE).get_page(number_in(request.GET, "trang") or 1)
    below = children_of(unit.area_id, today())
    within = areas_reached(person_of(request), Permission.SEE_RESULTS, today())
    seen = [one for one in below if within is None or one.area_id in within]
    counts = obstacle_counts([unit.area_id, *(one.area_id for one in seen)], today())
    areas = {one.area_id for one in page.object_list} | {one.handler_id for one in page.object_list}
    told = {
        "unit": unit,
        "others": others,
        "page": page,
        "names": names_of(areas, today()),
        "day": today(),
        "here": counts.get(unit.area_id, Counts()),
        "below": [(one, counts[one.area_id]) for one in seen if one.area_id in counts],
        "states": STATES,
        "topics": Topic.choices,
        "sides": SIDES,
        "asked": asked,
        "query": urlencode({"don-vi": unit.area_id} | {name: said for name, said in asked.items() if said}),
        "may_raise": Permission.TAKE_PART in may_here(request, unit.area_id),
    }
    return render(request, "staff/coordination/obstacles.html", told)


@needs(Permission.SEE_RESULTS)
@require_GET
def listed(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the obstacles that the page shows."""
    unit, _ = unit_asked(request)
    rows = _asked(request, unit)
    return give(request, OBSTACLES, rows, Taken("coordination.export", rows.count(), [unit.area_id]), ending)


@needs(Permission.TAKE_PART)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, or raise an obstacle and show it."""
    unit, others = unit_asked(request)
    require(request, Permission.TAKE_PART, unit.area_id)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        due, text, fault = day_in(request.POST, "han", today())
        raised = Raised(
            request.POST.get("chu-de", ""),
            words_in(request.POST, "ten", 201),
            words_in(request.POST, "noi-dung", 2001),
            due if text and not fault else None,
            request.POST.get("gui") == "len",
            words_in(request.POST, "du-an", 10),
        )
        try:
            row = raise_obstacle(Area(pk=unit.area_id), raised, actor_of(request), today())
            return redirect("obstacle", row.pk)
        except CoordinationError as error:
            wrong = error.wrong | ({"han": fault} if fault else {})
    told = {
        "unit": unit,
        "others": others,
        "above": unit_above(unit.area_id, today()),
        "topics": Topic.choices,
        "typed": request.POST,
        "wrong": wrong,
    }
    return render(request, "staff/coordination/obstacle_new.html", told, status=422 if wrong else 200)


@needs(Permission.SEE_RESULTS)
@require_safe
def one(request: HttpRequest, obstacle_id: int) -> HttpResponse:
    """Show an obstacle with all that was done to it."""
    return _page(request, _obstacle(request, obstacle_id))


@needs(Permission.TAKE_PART)
@require_POST
def deed(request: HttpRequest, obstacle_id: int) -> HttpResponse:
    """Answer, send up, close, open again, withdraw."""
    row, verb = _obstacle(request, obstacle_id), request.POST.get("viec", "")
    if not _sides(request, row):
        require(request, Permission.COORDINATE, row.area_id)
    due, text, fault = day_in(request.POST, "han", today())
    try:
        if verb not in verbs_of(request, row):
            raise CoordinationError(
                "Việc này không làm được ở bước hiện nay, hoặc là việc của đơn vị khác. "
                "Cách xử lý: tải lại trang để xem ai phải làm."
            )
        if fault:
            raise CoordinationError(fault, "han")
        words = words_in(request.POST, "loi", 2001)
        move_obstacle(row, verb, words, actor_of(request), today=today(), due=due if text else None)
    except CoordinationError as error:
        return _page(request, row, request.POST.dict(), error.wrong)
    return redirect("obstacle", row.pk)


def verbs_of(request: HttpRequest, row: Obstacle) -> list[str]:
    """What who asks may do with an obstacle as it stands."""
    sides = _sides(request, row)
    return [
        verb
        for verb, (before, _) in OBSTACLE_MOVES.items()
        if row.state in before
        and ("handler" if verb in OBSTACLE_OF_HANDLER else "raiser") in sides
        and (verb != ObstacleVerb.ESCALATE or unit_above(row.handler_id, today()) is not None)
    ]


def _sides(request: HttpRequest, row: Obstacle) -> set[str]:
    """Whether who asks is of the unit that has to answer; whether they, or others of their unit, raised it.

    Who answers for the unit from above closes nothing in its name.
    """
    sides, person = set(), person_of(request)
    if Permission.COORDINATE in may_here(request, row.handler_id):
        sides.add("handler")
    if row.made_by_id == person or row.area_id in held_areas(person, Permission.TAKE_PART, today()):
        sides.add("raiser")
    return sides


def _asked(request: HttpRequest, unit: Unit) -> QuerySet[Obstacle]:
    states = {
        "cho": Q(state=ObstacleState.OPEN),
        "qua-han": Q(state=ObstacleState.OPEN, due__lt=today()),
        "da-tra-loi": Q(state=ObstacleState.ANSWERED),
        "da-xong": Q(state__in=[ObstacleState.CLOSED, ObstacleState.WITHDRAWN]),
    }
    condition = seen_by(request) & states.get(request.GET.get("tinh-trang", ""), Q())
    if request.GET.get("phia") == "tat-ca":
        inside = Containment.objects.filter(ancestor_id=unit.area_id, valid__contains=today())
        condition &= Q(area_id__in=inside.values("area_id"))
    else:
        passed = ObstacleStep.objects.filter(handler_id=unit.area_id)  # also what it sent up is followed
        condition &= Q(area_id=unit.area_id) | Q(pk__in=passed.values("obstacle_id"))
    topic = request.GET.get("chu-de", "")
    return obstacles_of(condition & (Q(topic=topic) if topic in Topic.values else Q()))


def _obstacle(request: HttpRequest, obstacle_id: int) -> Obstacle:
    return row_for(Obstacle.objects.filter(seen_by(request)), obstacle_id)


def _page(
    request: HttpRequest,
    row: Obstacle,
    typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
) -> HttpResponse:
    steps = list(row.steps.order_by("pk"))
    told = {
        "row": row,
        "steps": steps,
        "names": names_of({row.area_id, row.handler_id, *(one.handler_id for one in steps)}, today()),
        "day": today(),
        "is_late": row.is_late(today()),
        "verbs": [(verb, LABELS[ObstacleVerb(verb)]) for verb in verbs_of(request, row)],
        "typed": typed or {},
        "wrong": wrong or {},
    }
    return render(request, "staff/coordination/obstacle.html", told, status=422 if wrong else 200)


def _lines(chunk: Sequence[Obstacle], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(area for one in chunk for area in (one.area_id, one.handler_id))
    for one in chunk:
        yield (
            one.title,
            one.words,
            one.get_topic_display(),
            looking.name(one.area_id),
            looking.name(one.handler_id),
            day_text(one.due),
            one.get_state_display() + (", quá hạn" if one.is_late(looking.day) else ""),
            one.answer or None,
            one.made_by_name,
            day_text(one.made_at),
        )


OBSTACLES: Final = Exported(
    "Khó khăn, vướng mắc",
    "Số vướng mắc",
    {
        PLACE: COUNT,
        "Vướng mắc": TEXT,
        "Nội dung": TEXT,
        "Chủ đề": TEXT,
        "Đơn vị nêu": TEXT,
        "Đơn vị trả lời": TEXT,
        "Trả lời trước ngày": TEXT,
        "Tình trạng": TEXT,
        "Trả lời": TEXT,
        "Người nêu": TEXT,
        "Ngày nêu": TEXT,
    },
    (7, 40, 60, 22, 28, 28, 14, 22, 60, 24, 12),
    _lines,
)
