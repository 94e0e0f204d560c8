"""Diễn biến: how the lists move in a round, by village, cause and beside last year; each figure opens."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from giamngheo.apps.reviews.drilling import AFTER, BEFORE, LEFT, ON, Part, entries_of, part_in, sentence_of
from giamngheo.apps.reviews.last_year import compared
from giamngheo.apps.reviews.models import Entry
from giamngheo.apps.reviews.movement import (
    NEAR_POOR_HEADS,
    POOR_HEADS,
    UNITS,
    Line,
    OfCause,
    causes_of,
    moved,
    rows_of,
)
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.measurement.movement import NEAR_POOR_COLUMNS, POOR_COLUMNS
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.shown import CLASSES
from giamngheo.web.staff.review_checks.period import rounds_together
from giamngheo.web.staff.review_checks.reaching import Seen, seen_round, told
from giamngheo.web.staff.reviews.reaching import seen_by

ON_A_PAGE: Final = 50


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def page(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show both tables of movement, before against after, causes with remedies, a year ago beside now."""
    seen, day = seen_round(request, round_id), today()
    rows = rows_of([seen.round], day, seen.within)
    found = moved(rows)
    beside = compared(seen.round, day, rows, seen.within)
    return render(
        request,
        "staff/review_checks/movement.html",
        told(
            request,
            seen,
            tables=(
                ("Diễn biến hộ nghèo", POOR_COLUMNS, POOR_HEADS, found.poor, "ho-ngheo"),
                (
                    "Diễn biến hộ cận nghèo",
                    NEAR_POOR_COLUMNS,
                    NEAR_POOR_HEADS,
                    found.near_poor,
                    "ho-can-ngheo",
                ),
            ),
            units=UNITS,
            crossed=found.crossed,
            befores=BEFORE,
            afters={name: label for name, label in AFTER.items() if name != ON},
            violations=found.violations,
            causes=causes_of([seen.round], day, rows),
            beside=beside,
            then=lambda area, name: Part(area or seen.asked, after=name).filter,
            day=day,
            undecided=Entry.objects.filter(
                round=seen.round, area__in=seen.within, left_out_on=None, decided_class=""
            ).count(),
            query=urlencode({"thon": seen.asked}) if seen.asked else "",
            together=len(rounds_together(request, seen.round)),
        ),
    )


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def households(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show the households that a figure counts, in the order of names."""
    seen, part, rows = _asked(request, round_id)
    mark = rows.filter(pk=number_in(request.GET, "tu") or 0).first()
    later = Q(sort_key__gt=mark.sort_key) | Q(sort_key=mark.sort_key, pk__gt=mark.pk) if mark else Q()
    found = list(rows.filter(later)[: ON_A_PAGE + 1])
    shown = found[:ON_A_PAGE]
    return render(
        request,
        "staff/review_checks/households.html",
        told(
            request,
            seen,
            entries=shown,
            total=rows.count(),
            sentence=_sentence(seen, part),
            next_page=shown[-1].pk if len(found) > ON_A_PAGE else None,
            is_first=mark is None,
            query=urlencode(part.filter),
        ),
    )


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def listed(request: HttpRequest, round_id: int, ending: str) -> HttpResponseBase:
    """Give the households that a figure counts."""
    seen, part, rows = _asked(request, round_id)
    sentence = _sentence(seen, part)
    taken = Taken(
        "reviews.export",
        rows.count(),
        seen.areas_told,
        [["Lọc", sentence]] if sentence else [],
        {"round": seen.round.pk},
    )
    return give(request, LIST, rows, taken, ending)


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def poor(request: HttpRequest, round_id: int, ending: str) -> HttpResponseBase:
    """Give the table of poor households."""
    seen = seen_round(request, round_id)
    return _table(request, seen, POOR, moved(rows_of([seen.round], today(), seen.within)).poor, ending)


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def near_poor(request: HttpRequest, round_id: int, ending: str) -> HttpResponseBase:
    """Give the table of near-poor households."""
    seen = seen_round(request, round_id)
    return _table(
        request, seen, NEAR_POOR, moved(rows_of([seen.round], today(), seen.within)).near_poor, ending
    )


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def by_cause(request: HttpRequest, round_id: int, ending: str) -> HttpResponseBase:
    """Give the causes with the remedies that their households asked for."""
    seen = seen_round(request, round_id)
    rows = rows_of([seen.round], today(), seen.within)
    return _table(request, seen, CAUSES, causes_of([seen.round], today(), rows), ending)


def _asked(request: HttpRequest, round_id: int) -> tuple[Seen, Part, QuerySet[Entry]]:
    seen, part = seen_round(request, round_id), part_in(request.GET)
    part = part.within(seen.asked)
    rows = entries_of(seen.round, part, today()).filter(seen_by(request))
    return seen, part, rows.order_by("sort_key", "pk")


def _sentence(seen: Seen, part: Part) -> str:
    return sentence_of(part, seen.place if part.area_id else "")


def _table(
    request: HttpRequest, seen: Seen, exported: Exported, rows: Sequence[Any], ending: str
) -> HttpResponseBase:
    taken = Taken("reviews.export", len(rows), seen.areas_told, details={"round": seen.round.pk})
    return give(request, exported, lambda: iter(rows), taken, ending)


def _movement_lines(
    columns: Sequence[str],
) -> Callable[[Sequence[Line], Looking], Iterator[Sequence[Any]]]:
    def lines(chunk: Sequence[Line], looking: Looking) -> Iterator[Sequence[Any]]:
        looking.learn(one.area_id for one in chunk)
        for one in chunk:
            place = looking.name(one.area_id) if one.area_id else "Cộng"
            yield place, UNITS[one.unit], *(one.figures[name].value for name in columns), one.untold

    return lines


def _movement(title: str, columns: Sequence[str], heads: Sequence[str]) -> Exported:
    numbered = [f"{number}. {head}" for number, head in enumerate(heads, 1)]
    return Exported(
        title,
        "Số dòng",
        {
            PLACE: COUNT,
            "Thôn, tổ dân phố": TEXT,
            "Tính theo": TEXT,
            **dict.fromkeys(numbered, COUNT),
            "Chưa xác định": COUNT,
        },
        (7, 28, 12, *[14] * len(numbered), 14),
        _movement_lines(columns),
    )


def _cause_lines(chunk: Sequence[OfCause], looking: Looking) -> Iterator[Sequence[Any]]:
    for one in chunk:
        remedies = "; ".join(f"{name} ({figure.value})" for name, figure in one.remedies)
        yield one.name, one.poor.value, one.near_poor.value, remedies or None, one.without_needs.value


def _household_lines(chunk: Sequence[Entry], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(one.area_id for one in chunk)
    for one in chunk:
        now = AFTER[LEFT] if one.left_out_on else _class(getattr(one, "class_now", ""))
        yield one.head_name, one.household_code, looking.name(one.area_id), _class(one.class_before), now


def _class(name: str) -> str | None:
    return CLASSES[name].name if name else None


POOR: Final = _movement("Diễn biến hộ nghèo", POOR_COLUMNS, POOR_HEADS)
NEAR_POOR: Final = _movement("Diễn biến hộ cận nghèo", NEAR_POOR_COLUMNS, NEAR_POOR_HEADS)
CAUSES: Final = Exported(
    "Nguyên nhân nghèo và nhu cầu",
    "Số dòng",
    {
        PLACE: COUNT,
        "Nguyên nhân": TEXT,
        "Hộ nghèo": COUNT,
        "Hộ cận nghèo": COUNT,
        "Nhu cầu đã ghi (số hộ)": TEXT,
        "Hộ chưa ghi nhu cầu": COUNT,
    },
    (7, 44, 12, 12, 80, 16),
    _cause_lines,
)
LIST: Final = Exported(
    "Hộ theo diễn biến rà soát",
    "Số hộ",
    {
        PLACE: COUNT,
        "Chủ hộ": TEXT,
        "Mã hộ": TEXT,
        "Thôn, tổ dân phố": TEXT,
        "Trước rà soát": TEXT,
        "Nay": TEXT,
    },
    (7, 28, 18, 24, 24, 24),
    _household_lines,
)
