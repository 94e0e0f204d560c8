"""The decisions, vouchers and needs of a unit and year taken away as files."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from giamngheo.apps.budgets.dimensions import named
from giamngheo.apps.budgets.models import Decision, Entry, Estimate
from giamngheo.apps.budgets.queries import decisions_of, needs_of, vouchers_of
from giamngheo.apps.budgets.states import EntryKind, EstimateState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.text import day as day_text
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.budgets.reaching import place_for
from giamngheo.web.staff.budgets.shown import nature_name, project_name, source_name, use_name

_ENTRY_KINDS: Final = {one.value: one.label for one in EntryKind}
_NEED_STATES: Final = {one.value: one.label for one in EstimateState}


@needs(Permission.SEE_MONEY)
@require_safe
def decisions(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the decisions of a unit in a year with the sum of each."""
    place = place_for(request)
    return _given(request, DECISIONS, decisions_of(place.area_id, place.year), ending)


@needs(Permission.SEE_MONEY)
@require_safe
def vouchers(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the vouchers of a unit in a year, the reversed ones marked."""
    place = place_for(request)
    return _given(request, VOUCHERS, vouchers_of(place.area_id, place.year), ending)


@needs(Permission.SEE_MONEY)
@require_safe
def needs_told(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the needs of a unit in a year with what was found right of each."""
    place = place_for(request)
    return _given(request, NEEDS, needs_of(place.area_id, place.year), ending)


def _given(request: HttpRequest, exported: Exported, rows: QuerySet[Any], ending: str) -> HttpResponseBase:
    place = place_for(request)
    asked = [["Năm", place.year]]
    taken = Taken("budgets.export", rows.count(), [place.area_id], asked, {"year": place.year})
    return give(request, exported, rows, taken, ending)


def _decision_rows(chunk: Sequence[Decision], looking: Looking) -> Iterator[Sequence[object]]:
    for one in chunk:
        yield (
            one.title,
            one.get_kind_display(),
            one.number or None,
            day_text(one.day) if one.day else None,
            one.issuer or None,
            one.amount,  # type: ignore[attr-defined]  # by `decisions_of`
            one.state.label,
            one.drawn_by_name,
            one.put_in_force_by_name or None,
            one.ended_why or None,
        )


def _voucher_rows(chunk: Sequence[Entry], looking: Looking) -> Iterator[Sequence[object]]:
    for one in chunk:
        word = "ghi đảo" if one.reverses_id else "đã ghi đảo" if one.reversed_at else None
        yield (
            one.voucher,
            day_text(one.day),
            _ENTRY_KINDS[one.kind],
            "; ".join(named(line) for line in one.lines),
            one.payee or None,
            one.why or None,
            one.amount,  # type: ignore[attr-defined]  # by `vouchers_of`
            word,
            one.made_by_name,
        )


def _need_rows(chunk: Sequence[Estimate], looking: Looking) -> Iterator[Sequence[object]]:
    for one in chunk:
        yield (
            project_name(one.project, one.programme),
            one.activity.title if one.activity else None,
            one.item or None,
            use_name(one.use) if one.use else None,
            nature_name(one.nature, one.year),
            source_name(one.source),
            one.ground,
            one.asked,
            one.found_right,
            _NEED_STATES[one.state],
            one.made_by_name,
            one.appraised_by_name or None,
            one.appraised_why or None,
        )


DECISIONS: Final = Exported(
    "Quyết định về kinh phí",
    "Số quyết định",
    {
        PLACE: COUNT,
        "Trích yếu": TEXT,
        "Loại": TEXT,
        "Số": TEXT,
        "Ngày": TEXT,
        "Cơ quan ban hành": TEXT,
        "Số tiền (đồng)": COUNT,
        "Tình trạng": TEXT,
        "Người soạn": TEXT,
        "Người cho hiệu lực": TEXT,
        "Lý do bỏ, ghi đảo": TEXT,
    },
    (7, 50, 28, 16, 12, 30, 20, 16, 24, 24, 30),
    _decision_rows,
)
VOUCHERS: Final = Exported(
    "Chứng từ chi",
    "Số chứng từ",
    {
        PLACE: COUNT,
        "Số chứng từ": TEXT,
        "Ngày": TEXT,
        "Nghiệp vụ": TEXT,
        "Dòng kinh phí": TEXT,
        "Người nhận": TEXT,
        "Nội dung chi": TEXT,
        "Số tiền (đồng)": COUNT,
        "Ghi đảo": TEXT,
        "Người ghi": TEXT,
    },
    (7, 14, 12, 22, 60, 28, 36, 20, 14, 24),
    _voucher_rows,
)
NEEDS: Final = Exported(
    "Nhu cầu, dự toán kinh phí",
    "Số nhu cầu",
    {
        PLACE: COUNT,
        "Dự án, tiểu dự án": TEXT,
        "Hoạt động": TEXT,
        "Nội dung": TEXT,
        "Mục chi": TEXT,
        "Tính chất vốn": TEXT,
        "Nguồn": TEXT,
        "Căn cứ, cách tính": TEXT,
        "Đề nghị (đồng)": COUNT,
        "Thẩm định (đồng)": COUNT,
        "Tình trạng": TEXT,
        "Người lập": TEXT,
        "Người thẩm định": TEXT,
        "Lý do khác số đề nghị": TEXT,
    },
    (7, 44, 36, 30, 28, 20, 26, 40, 18, 18, 20, 24, 24, 36),
    _need_rows,
)
