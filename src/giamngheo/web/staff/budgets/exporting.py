"""The lines, vouchers and entries of a unit taken away as files."""

from collections.abc import Iterator, Sequence
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from giamngheo.apps.budgets.models import Line, Posting
from giamngheo.apps.budgets.queries import sums_of
from giamngheo.apps.budgets.states import Account, EntryKind
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import among
from giamngheo.foundation.text import day as day_text
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.unit_asked import areas_in
from giamngheo.web.staff.budgets.reaching import place_for
from giamngheo.web.staff.budgets.shown import nature_name, project_name, source_name, use_name

_ACCOUNT_NAMES: Final = {one.value: one.label for one in Account}
_KIND_NAMES: Final = {one.value: one.label for one in EntryKind}


@needs(Permission.SEE_MONEY)
@require_safe
def lines(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the lines of a unit and of those below it in a year, in đồng."""
    place = place_for(request)
    rows = Line.objects.filter(year=place.year, given_on__isnull=False).select_related("activity")
    rows = rows.order_by("area_id", "project", "pk")
    areas = areas_in(request, place.unit, Permission.SEE_MONEY)
    if areas is not None:
        rows = rows.filter(among(areas))
    taken = Taken(
        "budgets.export", rows.count(), [place.area_id], [["Năm", place.year]], {"year": place.year}
    )
    return give(request, LINES, rows, taken, ending)


@needs(Permission.SEE_MONEY)
@require_safe
def postings(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give every posting of a unit's own lines in a year: the ledger itself."""
    place = place_for(request)
    rows = Posting.objects.filter(area=place.area_id, year=place.year)
    rows = rows.select_related("line__activity", "entry__decision").order_by("day", "pk")
    taken = Taken(
        "budgets.export", rows.count(), [place.area_id], [["Năm", place.year]], {"year": place.year}
    )
    return give(request, POSTINGS, rows, taken, ending)


def _line_rows(chunk: Sequence[Line], looking: Looking) -> Iterator[Sequence[object]]:
    looking.learn(one.area_id for one in chunk)
    for one in chunk:
        sums = sums_of(one)
        yield (
            looking.name(one.area_id),
            project_name(one.project, one.programme),
            one.activity.title if one.activity else None,
            one.item or None,
            use_name(one.use) if one.use else None,
            nature_name(one.nature, one.year),
            source_name(one.source),
            one.origin_year,
            *(one.held(account) for account in Account),
            sums.disbursed,
        )


def _posting_rows(chunk: Sequence[Posting], looking: Looking) -> Iterator[Sequence[object]]:
    for one in chunk:
        entry, line = one.entry, one.line
        paper = entry.decision.number if entry.decision else entry.voucher
        # What was given is a credit of the account on the other side of the same amount.
        yield (
            day_text(one.day),
            _KIND_NAMES[entry.kind],
            paper or None,
            project_name(line.project, line.programme),
            line.activity.title if line.activity else None,
            line.item or None,
            nature_name(line.nature, line.year),
            source_name(line.source),
            _ACCOUNT_NAMES[one.account],
            one.amount if one.amount > 0 else None,
            -one.amount if one.amount < 0 else None,
            entry.why or None,
            entry.made_by_name,
        )


LINES: Final = Exported(
    "Kinh phí theo dòng",
    "Số dòng",
    {
        PLACE: COUNT,
        "Đơn vị": TEXT,
        "Dự án, tiểu dự án": TEXT,
        "Hoạt động": TEXT,
        "Nội dung": TEXT,
        "Mục chi": TEXT,
        "Tính chất vốn": TEXT,
        "Nguồn": TEXT,
        "Năm nguồn": COUNT,
        **{f"{name} (đồng)": COUNT for name in _ACCOUNT_NAMES.values()},
        "Đã giải ngân (đồng)": COUNT,
    },
    (7, 24, 44, 36, 30, 28, 20, 26, 10, *(18,) * len(_ACCOUNT_NAMES), 18),
    _line_rows,
)
POSTINGS: Final = Exported(
    "Sổ kinh phí",
    "Số vế",
    {
        PLACE: COUNT,
        "Ngày": TEXT,
        "Nghiệp vụ": TEXT,
        "Quyết định, chứng từ": TEXT,
        "Dự án, tiểu dự án": TEXT,
        "Hoạt động": TEXT,
        "Nội dung": TEXT,
        "Tính chất vốn": TEXT,
        "Nguồn": TEXT,
        "Tài khoản": TEXT,
        "Nợ (đồng)": COUNT,
        "Có (đồng)": COUNT,
        "Diễn giải": TEXT,
        "Người ghi": TEXT,
    },
    (7, 12, 22, 20, 44, 36, 30, 20, 26, 26, 18, 18, 30, 24),
    _posting_rows,
)
