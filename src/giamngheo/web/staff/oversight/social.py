"""Supervision and critique by the Front: the list, a new one, opinions and answers side by side."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote, urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from giamngheo.apps.oversight.actions import (
    OversightError,
    Supervised,
    add_point,
    answer_review,
    move_review,
    read_social_file,
    remove_point,
    write_review,
)
from giamngheo.apps.oversight.models import SocialPoint, SocialReview
from giamngheo.apps.oversight.queries import reviews_where
from giamngheo.apps.oversight.states import SOCIAL_MOVES, SocialKind, SocialState, SocialVerb, Taken
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import Unit
from giamngheo.foundation.files import FileKind
from giamngheo.law.library import oversight_rules
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import lines_in, number_in, words_in
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, give
from giamngheo.web.components.exporting import Taken as TakenAway
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.components.unit_asked import unit_asked
from giamngheo.web.staff.coordination.filed import FILE_FIELD, file_given
from giamngheo.web.staff.coordination.reaching import may_here, require, row_for
from giamngheo.web.staff.oversight.reaching import (
    Sides,
    chosen_unit,
    day_or_none,
    inside,
    require_any,
    sides_of,
    social_for,
    social_seen,
    units_to_inspect,
)

A_PAGE: Final = 30
STATES: Final = {
    "cho-tra-loi": "Chờ trả lời",
    "qua-han": "Quá hạn chưa trả lời",
    "da-tra-loi": "Đã trả lời",
    "da-xong": "Đã xong, đã rút",
}
LABELS: Final = {
    SocialVerb.SEND: "Gửi đơn vị trả lời",
    SocialVerb.CLOSE: "Ghi nhận trả lời",
    SocialVerb.REOPEN: "Đề nghị trả lời lại",
    SocialVerb.WITHDRAW: "Rút",
}


@needs(Permission.SEE_RESULTS)
@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """Show what the Front supervised and criticised in a unit, who waits for an answer first."""
    unit, others = unit_asked(request)
    page = Paginator(_asked(request, unit), A_PAGE).get_page(number_in(request.GET, "trang") or 1)
    asked = {name: words_in(request.GET, name, 20) for name in ("tinh-trang", "loai")}
    told = {
        "unit": unit,
        "others": others,
        "page": page,
        "asked": asked,
        "query": urlencode({"don-vi": unit.area_id} | {name: said for name, said in asked.items() if said}),
        "states": STATES,
        "kinds": SocialKind.choices,
        "names": names_of({one.unit_id for one in page.object_list}, today()),
        "day": today(),
        "may_write": Permission.SUPERVISE in may_here(request, unit.area_id),
    }
    return render(request, "staff/oversight/social_list.html", told)


@needs(Permission.SEE_RESULTS)
@require_GET
def listed(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the list that the page shows."""
    unit, _ = unit_asked(request)
    rows = _asked(request, unit)
    return give(request, REVIEWS, rows, TakenAway("oversight.export", rows.count(), [unit.area_id]), ending)


@needs(Permission.SUPERVISE)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Show the form, or begin a supervision or critique and show it."""
    unit, others = unit_asked(request, Permission.SUPERVISE)
    require(request, Permission.SUPERVISE, unit.area_id)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        said = request.POST
        supervised = Supervised(
            chosen_unit(said, "gui-ai"),
            said.get("loai", ""),
            words_in(said, "co-quan", 201),
            words_in(said, "ten", 301),
            day_or_none(said, "ngay", wrong),
            words_in(said, "du-thao", 301),
        )
        try:
            if wrong:
                raise OversightError("Có ô ghi sai.", wrong=wrong)
            row = write_review(
                Area(pk=unit.area_id), supervised, file_given(request), actor_of(request), today()
            )
            return redirect("social-review", row.pk)
        except OversightError as error:
            wrong = error.wrong | wrong
    told = {
        "unit": unit,
        "others": others,
        "units": units_to_inspect(unit),
        "kinds": SocialKind.choices,
        "file": FILE_FIELD,
        "typed": request.POST.dict()
        or {
            "gui-ai": str(unit.area_id),
            "ngay": day_text(today()),
            "co-quan": f"Ủy ban Mặt trận Tổ quốc Việt Nam {unit.full_name}",
        },
        "wrong": wrong,
    }
    return render(request, "staff/oversight/social_new.html", told, status=422 if wrong else 200)


@needs(Permission.SEE_RESULTS)
@require_safe
def one(request: HttpRequest, social_id: int) -> HttpResponse:
    """Show opinions and answers side by side."""
    return _page(request, social_for(request, social_id))


@needs(Permission.SEE_RESULTS)
@require_GET
def paper(request: HttpRequest, social_id: int) -> HttpResponse:
    """Hand out the paper of the Front, as a file to save."""
    row = social_for(request, social_id)
    try:
        with read_social_file(row, actor_of(request)) as opened:
            content = opened.read()
    except FileNotFoundError as error:
        raise Http404 from error
    answer = HttpResponse(content, content_type=FileKind(row.file_kind).media_type)
    name = quote(f"{row.subject[:80]}.{row.file_kind}", safe="")
    answer["Content-Disposition"] = (
        f"attachment; filename=\"giam-sat-{row.pk}.{row.file_kind}\"; filename*=UTF-8''{name}"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@needs(Permission.SEE_RESULTS)
@require_POST
def deed(request: HttpRequest, social_id: int) -> HttpResponse:
    """Write opinions, send them, answer them, ask again, close, withdraw."""
    row = social_for(request, social_id)
    sides = sides_of(request, row.area_id, row.unit_id)
    if not sides.has_any():
        raise PermissionDenied
    wrong: dict[str, str] = {}
    try:
        _do(request, row, sides, wrong)
        return redirect("social-review", row.pk)
    except OversightError as error:
        return _page(request, row, request.POST.dict(), error.wrong | wrong)


def _do(request: HttpRequest, row: SocialReview, sides: Sides, wrong: dict[str, str]) -> None:
    said, actor, verb = request.POST, actor_of(request), request.POST.get("viec", "")
    if verb == "tra-loi":
        require_any(sides.there, Permission.ANSWER_INSPECTIONS)
        numbers = row.points.filter(answer="").values_list("pk", flat=True)
        answers = {
            point: (said.get(f"y{point}", ""), words_in(said, f"y{point}-loi", 2001)) for point in numbers
        }
        answer_review(row, answers, actor, today())
        return
    require_any(sides.here, Permission.SUPERVISE)
    if verb == "y-kien":
        add_point(row, lines_in(said, "y-kien", 2001), actor)
    elif verb == "bo-y-kien":
        points = SocialPoint.objects.filter(review=row).select_related("review")
        remove_point(row_for(points, chosen_unit(said, "so-y-kien")), actor)
    elif verb in LABELS:
        due = day_or_none(said, "han", wrong)
        move_review(row, verb, lines_in(said, "loi", 2001), actor, today=today(), due=due)
    else:
        raise OversightError("Không có việc này. Cách xử lý: tải lại trang rồi bấm lại.")


def _asked(request: HttpRequest, unit: Unit) -> QuerySet[SocialReview]:
    states = {
        "cho-tra-loi": Q(state=SocialState.SENT),
        "qua-han": Q(state=SocialState.SENT, due__lt=today()),
        "da-tra-loi": Q(state=SocialState.ANSWERED),
        "da-xong": Q(state__in=[SocialState.CLOSED, SocialState.WITHDRAWN]),
    }
    here = inside(unit.area_id, "area_id") | inside(unit.area_id, "unit_id")
    condition = states.get(request.GET.get("tinh-trang", ""), Q())
    kind = request.GET.get("loai", "")
    condition &= Q(kind=kind) if kind in SocialKind.values else Q()
    return reviews_where(social_seen(request) & here & condition)


def _page(
    request: HttpRequest,
    row: SocialReview,
    typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
) -> HttpResponse:
    row = social_for(request, row.pk)
    sides = sides_of(request, row.area_id, row.unit_id)
    may_write = Permission.SUPERVISE in sides.here
    told = {
        "row": row,
        "points": row.points.order_by("pk"),
        "steps": row.steps.order_by("pk"),
        "names": names_of({row.area_id, row.unit_id}, today()),
        "day": today(),
        "is_late": row.is_late(today()),
        "is_draft": row.state == SocialState.DRAFT,
        "may_write": may_write,
        "answering": row.state == SocialState.SENT and Permission.ANSWER_INSPECTIONS in sides.there,
        "verbs": [
            (verb.value, label)
            for verb, label in LABELS.items()
            if may_write and row.state in SOCIAL_MOVES[verb][0]
        ],
        "taken": Taken.choices,
        "asks": [one for one in oversight_rules().open if one.id == "social_answer_days"],
        "typed": typed or {},
        "wrong": wrong or {},
    }
    return render(request, "staff/oversight/social.html", told, status=422 if wrong else 200)


def _lines(chunk: Sequence[Any], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(one.unit_id for one in chunk)
    for one in chunk:
        yield (
            one.subject,
            one.get_kind_display(),
            one.draft or None,
            one.body,
            looking.name(one.unit_id),
            day_text(one.day),
            day_text(one.due) if one.due else None,
            one.get_state_display() + (", quá hạn" if one.is_late(looking.day) else ""),
            one.opinions,
            one.answers,
            day_text(one.answered_on) if one.answered_on else None,
        )


REVIEWS: Final = Exported(
    "Giám sát, phản biện xã hội",
    "Số cuộc",
    {
        PLACE: COUNT,
        "Nội dung": TEXT,
        "Loại": TEXT,
        "Dự thảo": TEXT,
        "Cơ quan": TEXT,
        "Đơn vị trả lời": TEXT,
        "Ngày": TEXT,
        "Trả lời trước ngày": TEXT,
        "Tình trạng": TEXT,
        "Ý kiến": COUNT,
        "Đã trả lời": COUNT,
        "Ngày trả lời": TEXT,
    },
    (7, 44, 18, 34, 34, 26, 12, 14, 24, 10, 10, 12),
    _lines,
)
