"""The activities that a figure was counted from, with how much each adds: shown, and taken away as a file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from giamngheo.apps.activities.models import Activity
from giamngheo.apps.results.models import Actual
from giamngheo.apps.results.of_activities import ACTIVITIES
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import among
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.text import day as day_text
from giamngheo.law.results.library import indicator_of
from giamngheo.law.vocabulary.frameworks import Indicator
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import capital
from giamngheo.web.staff.results.reaching import figure_for, seen_by

ON_A_PAGE: Final = 50


@dataclass(frozen=True)
class Added:
    """What one activity adds to a figure."""

    activity: Activity
    number: int


@needs(Permission.SEE_RESULTS)
@require_safe
def activities(request: HttpRequest, counted_id: int) -> HttpResponse:
    """Show the activities of a figure as they were counted, of those that who asks sees."""
    one, indicator, numbers = _counted(request, counted_id)
    page = Paginator(_seen(request, numbers), ON_A_PAGE).get_page(number_in(request.GET, "trang") or 1)
    told = {
        "one": one,
        "indicator": indicator,
        "place": capital(names_of([one.area_id], one.as_of).get(one.area_id, "–")),
        "page": page,
        "numbers": numbers,
        "unseen": len(numbers) - page.paginator.count,
        "names": names_of({each.area_id for each in page.object_list}, today()),
    }
    return render(request, "staff/results/activities.html", told)


@needs(Permission.SEE_RESULTS)
@require_GET
def listed(request: HttpRequest, counted_id: int, ending: str) -> HttpResponseBase:
    """Give the activities of a figure."""
    one, indicator, numbers = _counted(request, counted_id)
    rows = _seen(request, numbers)
    asked = [["Chỉ số", indicator.name], ["Đến ngày", day_text(one.as_of)]]
    taken = Taken("results.export", rows.count(), [one.area_id], asked, {"figure": one.pk})
    found = (Added(each, numbers[each.pk]) for each in rows)
    return give(request, _LIST, lambda: found, taken, ending)


def _counted(request: HttpRequest, counted_id: int) -> tuple[Actual, Indicator, dict[int, int]]:
    """A figure, its indicator, and how much each activity adds; 404 where it was not counted from any."""
    one = figure_for(request, counted_id)
    indicator = indicator_of(one.framework, one.indicator)
    if indicator is None or ACTIVITIES not in one.behind:
        raise Http404
    return one, indicator, dict(one.behind[ACTIVITIES])


def _seen(request: HttpRequest, numbers: dict[int, int]) -> Any:
    rows = Activity.objects.filter(seen_by(request), among(list(numbers), "pk"))
    return rows.order_by("-last", "-pk")


def _lines(chunk: Sequence[Added], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(one.activity.area_id for one in chunk)
    for one in chunk:
        row = one.activity
        accepted = day_text(row.accepted_on) if row.accepted_on else None
        name = looking.name(row.area_id)
        yield row.title, row.law.name, name, day_text(row.first), day_text(row.last), accepted, one.number


_LIST: Final = Exported(
    "Hoạt động đứng sau số thực hiện",
    "Số hoạt động",
    {
        PLACE: COUNT,
        "Hoạt động": TEXT,
        "Loại": TEXT,
        "Đơn vị": TEXT,
        "Từ ngày": TEXT,
        "Đến ngày": TEXT,
        "Nghiệm thu": TEXT,
        "Số được tính": COUNT,
    },
    (7, 40, 30, 26, 12, 12, 12, 14),
    _lines,
)
