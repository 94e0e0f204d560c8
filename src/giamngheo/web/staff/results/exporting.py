"""Targets of a unit with where they stand, and the households behind a figure, taken away as files."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from giamngheo.apps.households.models import Household
from giamngheo.apps.results.models import Actual
from giamngheo.apps.results.queries import Followed, followed, followed_in
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.text import day as day_text
from giamngheo.law.results.grouping import Group, groups_of
from giamngheo.law.results.words import between
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.shown import CLASSES
from giamngheo.web.staff.results.listing import year_in
from giamngheo.web.staff.results.reaching import place_for, target_for


@needs(Permission.SEE_RESULTS)
@require_GET
def listed(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the targets of the unit and year of the page."""
    place, year = place_for(request), year_in(request)
    found = followed_in(place.area_id, year, today())
    taken = Taken("results.export", len(found), [place.area_id], [["Năm", year]], {"year": year})
    return give(request, TARGETS, lambda: iter(found), taken, ending)


@needs(Permission.SEE_RESULTS)
@require_GET
def groups(request: HttpRequest, target_id: int, ending: str) -> HttpResponseBase:
    """Give the last figure of a target told apart by whom it counts."""
    row = target_for(request, target_id)
    found = next(iter(followed([row], today())), None)
    if found is None or found.apart is None:
        raise Http404
    told = groups_of(found.indicator, found.apart.parts)
    said = [
        ["Chỉ số", found.indicator.name],
        ["Đến ngày", day_text(found.apart.as_of)],
        ["Nguồn", found.apart.source_line],
    ]
    taken = Taken("results.export", len(told), [row.area_id], said, {"figure": found.apart.pk})
    return give(request, GROUPS, lambda: iter(told), taken, ending)


def give_households(
    request: HttpRequest, one: Actual, rows: QuerySet[Household], said: Sequence[Sequence[Any]], ending: str
) -> HttpResponseBase:
    """Give the households behind a figure."""
    asked = [*said, ["Đến ngày", day_text(one.as_of)]]
    taken = Taken("results.export", rows.count(), [one.area_id], asked, {"figure": one.pk})
    return give(request, HOUSEHOLDS, rows, taken, ending)


def _target_lines(chunk: Sequence[Followed], looking: Looking) -> Iterator[Sequence[Any]]:
    for one in chunk:
        unit, last = one.indicator.unit.label, one.last
        found = last.measured.known if last else None
        yield (
            one.indicator.name,
            one.target.wording,
            one.words,
            f"{day_text(one.row.first)} – {day_text(one.row.last)}",
            between(one.begun, unit) if one.begun else None,
            between(found, unit) if found else None,
            day_text(last.as_of) if last else None,
            last.source_line if last else None,
            last.numerator if last else None,
            last.denominator if last else None,
            last.unknown if last else None,
            one.standing.state.label,
            " ".join(one.standing.why),
            one.row.state.label,
            one.target.source or None,
            one.target.responsible or None,
        )


def _group_lines(chunk: Sequence[Group], looking: Looking) -> Iterator[Sequence[Any]]:
    for one in chunk:
        yield one.grouping, one.name, one.numerator, one.denominator, one.unknown


def _household_lines(chunk: Sequence[Household], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(one.area_id for one in chunk)
    for one in chunk:
        name = CLASSES[one.class_today].name if one.class_today else None
        yield one.head_name, one.code, looking.name(one.area_id), name


TARGETS: Final = Exported(
    "Chỉ tiêu và kết quả",
    "Số chỉ tiêu",
    {
        PLACE: COUNT,
        "Chỉ số": TEXT,
        "Lời của kế hoạch": TEXT,
        "Chỉ tiêu": TEXT,
        "Kỳ": TEXT,
        "Đầu kỳ": TEXT,
        "Thực hiện": TEXT,
        "Đến ngày": TEXT,
        "Nguồn": TEXT,
        "Tử số": COUNT,
        "Mẫu số": COUNT,
        "Chưa rõ": COUNT,
        "Đánh giá": TEXT,
        "Vì sao": TEXT,
        "Hiệu lực": TEXT,
        "Văn bản": TEXT,
        "Phụ trách": TEXT,
    },
    (7, 40, 50, 28, 24, 16, 16, 12, 34, 10, 10, 10, 18, 60, 18, 36, 30),
    _target_lines,
)
GROUPS: Final = Exported(
    "Số thực hiện tách theo nhóm",
    "Số nhóm",
    {PLACE: COUNT, "Tách theo": TEXT, "Nhóm": TEXT, "Được tính": COUNT, "Trong số": COUNT, "Chưa rõ": COUNT},
    (7, 26, 30, 12, 12, 12),
    _group_lines,
)
HOUSEHOLDS: Final = Exported(
    "Hộ đứng sau số thực hiện",
    "Số hộ",
    {PLACE: COUNT, "Chủ hộ": TEXT, "Mã hộ": TEXT, "Thôn, tổ dân phố": TEXT, "Diện hôm nay": TEXT},
    (7, 28, 18, 24, 26),
    _household_lines,
)
