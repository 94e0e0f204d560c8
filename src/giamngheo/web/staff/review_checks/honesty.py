"""Kiểm số liệu: what in the sheets of a round is worth a second look, on a page and as a file."""

from collections.abc import Iterator, Sequence
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from giamngheo.apps.reviews import honest
from giamngheo.apps.reviews.findings import Finding, Outcome
from giamngheo.apps.reviews.honest import Target, check_round
from giamngheo.apps.reviews.models import Entry
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.law.library import LawError
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.shown import CLASSES
from giamngheo.web.staff.review_checks.reaching import Seen, seen_round, told

SHOWN: Final = 20
_GREATEST: Final = 10**6


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def page(request: HttpRequest, round_id: int) -> HttpResponse:
    """Show each check with what it found, in words, with the households and what to do."""
    seen = seen_round(request, round_id)
    target = _target(request)
    outcomes, refused = _checked(seen, target)
    numbers = [entry for one in outcomes for found in one.findings for entry in found.entries[:SHOWN]]
    return render(
        request,
        "staff/review_checks/honest.html",
        told(
            request,
            seen,
            outcomes=outcomes,
            refused=refused,
            entries=Entry.objects.in_bulk(set(numbers)),
            shown=SHOWN,
            target=target,
            found=sum(len(one.findings) for one in outcomes),
            query=_query(seen, target),
            sizes=honest,
        ),
    )


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def listed(request: HttpRequest, round_id: int, ending: str) -> HttpResponseBase:
    """Give what was found, a line for each household of each finding."""
    seen = seen_round(request, round_id)
    outcomes, _ = _checked(seen, _target(request))
    rows = [
        (found, entry) for one in outcomes for found in one.findings for entry in found.entries or (None,)
    ]
    taken = Taken("reviews.export", len(rows), seen.areas_told, details={"round": seen.round.pk})
    return give(request, FOUND, lambda: iter(rows), taken, ending)


def _checked(seen: Seen, target: Target) -> tuple[list[Outcome], str]:
    try:
        return check_round(seen.round, seen.within, target), ""
    except LawError as error:
        return [], str(error)


def _target(request: HttpRequest) -> Target:
    return Target(*(_small(request, name) for name in ("giam-ngheo", "giam-can-ngheo")))


def _small(request: HttpRequest, name: str) -> int | None:
    number = number_in(request.GET, name)
    return number if number is not None and number <= _GREATEST else None


def _query(seen: Seen, target: Target) -> str:
    said = {"thon": seen.asked, "giam-ngheo": target.poor, "giam-can-ngheo": target.near_poor}
    return urlencode({name: value for name, value in said.items() if value is not None})


def _lines(chunk: Sequence[tuple[Finding, int | None]], looking: Looking) -> Iterator[Sequence[Any]]:
    entries = Entry.objects.in_bulk({number for _, number in chunk if number is not None})
    looking.learn(one.area_id for one in entries.values())
    for found, number in chunk:
        one = entries.get(number or 0)
        yield (
            found.check.label,
            found.weight.label,
            found.sentence,
            found.remedy,
            found.reviewer.name if found.reviewer else None,
            one.head_name if one else None,
            one.household_code if one else None,
            looking.name(one.area_id) if one else None,
            CLASSES[one.class_before].name if one and one.class_before else None,
            CLASSES[one.proposed_class].name if one and one.proposed_class else None,
        )


FOUND: Final = Exported(
    "Kiểm số liệu rà soát",
    "Số dòng",
    {
        PLACE: COUNT,
        "Nội dung kiểm": TEXT,
        "Mức": TEXT,
        "Thấy gì": TEXT,
        "Nên làm": TEXT,
        "Người khoá phiếu": TEXT,
        "Chủ hộ": TEXT,
        "Mã hộ": TEXT,
        "Thôn, tổ dân phố": TEXT,
        "Trước rà soát": TEXT,
        "Đề xuất": TEXT,
    },
    (7, 30, 14, 60, 50, 24, 28, 18, 24, 22, 22),
    _lines,
)
