"""Recommendations: the list with its filters, one with all that was done, followed up on both sides."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST, require_safe

from giamngheo.apps.oversight.actions import OversightError, follow_up
from giamngheo.apps.oversight.models import Recommendation
from giamngheo.apps.oversight.queries import advised, recommendations_where
from giamngheo.apps.oversight.states import (
    OF_THE_UNIT,
    RECOMMENDATION_MOVES,
    InspectionState,
    RecommendationState,
    RecommendationVerb,
)
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import Unit
from giamngheo.foundation.text import parse_money
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.components.unit_asked import unit_asked
from giamngheo.web.staff.coordination.filed import FILE_FIELD
from giamngheo.web.staff.oversight.reaching import (
    Sides,
    advice_for,
    advice_seen,
    day_or_none,
    inside,
    parsed,
    sides_of,
)

A_PAGE: Final = 30
STATES: Final = {
    "dang-cho": "Chưa thực hiện xong",
    "qua-han": "Quá hạn",
    "cho-xac-nhan": "Đã báo xong, chờ xác nhận",
    "da-xong": "Đã xác nhận, đã rút",
}
LABELS: Final = {
    RecommendationVerb.NOTE: "Báo cáo tiến độ",
    RecommendationVerb.REMEDY: "Báo đã thực hiện xong",
    RecommendationVerb.CLOSE: "Xác nhận đã thực hiện",
    RecommendationVerb.SEND_BACK: "Chưa đạt, yêu cầu làm tiếp",
    RecommendationVerb.EXTEND: "Gia hạn",
    RecommendationVerb.REOPEN: "Mở lại",
    RecommendationVerb.WITHDRAW: "Rút kiến nghị",
}


@needs(Permission.SEE_RESULTS)
@require_safe
def recommendations(request: HttpRequest) -> HttpResponse:
    """Show the recommendations of a unit and those made to it, what waits first."""
    unit, others = unit_asked(request)
    page = Paginator(_asked(request, unit), A_PAGE).get_page(number_in(request.GET, "trang") or 1)
    here = inside(unit.area_id, "area_id") | inside(unit.area_id, "unit_id")
    state = words_in(request.GET, "tinh-trang", 20)
    told = {
        "unit": unit,
        "others": others,
        "page": page,
        "state": state,
        "states": STATES,
        "query": urlencode({"don-vi": unit.area_id} | ({"tinh-trang": state} if state else {})),
        "sums": advised(advice_seen(request) & here, today()),
        "names": names_of({one.unit_id for one in page.object_list}, today()),
        "day": today(),
    }
    return render(request, "staff/oversight/recommendations.html", told)


@needs(Permission.SEE_RESULTS)
@require_GET
def listed(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the recommendations that the page shows."""
    unit, _ = unit_asked(request)
    rows = _asked(request, unit)
    taken = Taken("oversight.export", rows.count(), [unit.area_id])
    return give(request, RECOMMENDATIONS, rows, taken, ending)


@needs(Permission.SEE_RESULTS)
@require_safe
def one(request: HttpRequest, advice_id: int) -> HttpResponse:
    """Show a recommendation with its finding and all that was done."""
    return _page(request, advice_for(request, advice_id))


@needs(Permission.SEE_RESULTS)
@require_POST
def deed(request: HttpRequest, advice_id: int) -> HttpResponse:
    """Report what was done, confirm it, extend, reopen, withdraw."""
    row = advice_for(request, advice_id)
    sides = sides_of(request, row.area_id, row.unit_id)
    if not sides.has_any():
        raise PermissionDenied
    said, wrong = request.POST, dict[str, str]()
    verb = said.get("viec", "")
    try:
        if verb not in dict(_verbs(row, sides)):
            raise OversightError(
                "Việc này không làm được ở bước hiện nay, hoặc là việc của bên kia. "
                "Cách xử lý: tải lại trang."
            )
        due = day_or_none(said, "han", wrong)
        recovered = parsed(said, "thu-hoi", parse_money, wrong)
        if wrong:
            raise OversightError("Có ô ghi sai.", wrong=wrong)
        words, files = words_in(said, "loi", 2001), request.FILES.getlist("tep")
        follow_up(row, verb, words, actor_of(request), today(), due=due, recovered=recovered, given=files)
        return redirect("recommendation", row.pk)
    except OversightError as error:
        return _page(request, row, said.dict(), error.wrong)


def _verbs(row: Recommendation, sides: Sides) -> list[tuple[str, str]]:
    """What who asks may do with a recommendation as it stands."""
    inspects = bool({Permission.INSPECT, Permission.DECIDE_INSPECTIONS} & sides.here)
    answers = Permission.ANSWER_INSPECTIONS in sides.there
    if row.inspection.state == InspectionState.CLOSED:
        return []
    return [
        (verb.value, label)
        for verb, label in LABELS.items()
        if row.state in RECOMMENDATION_MOVES[verb][0] and (answers if verb in OF_THE_UNIT else inspects)
    ]


def _asked(request: HttpRequest, unit: Unit) -> QuerySet[Recommendation]:
    state = RecommendationState
    states = {
        "dang-cho": Q(state=state.OPEN),
        "qua-han": Q(state=state.OPEN, due__lt=today()),
        "cho-xac-nhan": Q(state=state.REMEDIED),
        "da-xong": Q(state__in=[state.CLOSED, state.WITHDRAWN]),
    }
    here = inside(unit.area_id, "area_id") | inside(unit.area_id, "unit_id")
    condition = states.get(request.GET.get("tinh-trang", ""), Q())
    return recommendations_where(advice_seen(request) & here & condition)


def _page(
    request: HttpRequest,
    row: Recommendation,
    typed: Mapping[str, str] | None = None,
    wrong: Mapping[str, str] | None = None,
) -> HttpResponse:
    row = advice_for(request, row.pk)
    verbs = _verbs(row, sides_of(request, row.area_id, row.unit_id))
    told = {
        "row": row,
        "steps": row.follow_ups.order_by("pk").prefetch_related("files"),
        "names": names_of({row.area_id, row.unit_id}, today()),
        "day": today(),
        "is_late": row.is_late(today()),
        "is_own": row.remedied_by_id == person_of(request),
        "verbs": verbs,
        "verb_names": [verb for verb, _ in verbs],
        "file": FILE_FIELD,
        "typed": typed or {},
        "wrong": wrong or {},
    }
    return render(request, "staff/oversight/recommendation.html", told, status=422 if wrong else 200)


def _lines(chunk: Sequence[Any], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(area for one in chunk for area in (one.area_id, one.unit_id))
    for one in chunk:
        yield (
            one.words,
            one.to_whom,
            looking.name(one.unit_id),
            one.inspection.title,
            looking.name(one.area_id),
            day_text(one.due),
            day_text(one.first_due) if one.first_due != one.due else None,
            one.get_state_display() + (", quá hạn" if one.is_late(looking.day) else ""),
            one.money,
            one.recovered if one.money else None,
            one.goods or None,
        )


RECOMMENDATIONS: Final = Exported(
    "Kiến nghị qua kiểm tra",
    "Số kiến nghị",
    {
        PLACE: COUNT,
        "Kiến nghị": TEXT,
        "Kiến nghị ai": TEXT,
        "Đơn vị": TEXT,
        "Đợt kiểm tra": TEXT,
        "Đơn vị kiểm tra": TEXT,
        "Hạn": TEXT,
        "Hạn ban đầu": TEXT,
        "Tình trạng": TEXT,
        "Phải thu hồi, đồng": COUNT,
        "Đã thu hồi, đồng": COUNT,
        "Hiện vật phải thu hồi": TEXT,
    },
    (7, 60, 28, 24, 40, 24, 12, 12, 28, 18, 18, 30),
    _lines,
)
