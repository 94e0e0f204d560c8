"""Lists of the fund taken away as files: its book, receipts, cases, sponsors and whom they stand by."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from giamngheo.apps.fund.booking import quantity_text
from giamngheo.apps.fund.queries import (
    book_of,
    cases_where,
    money_before,
    receipts_of,
    sponsors_of,
    sponsorships_where,
)
from giamngheo.apps.fund.states import Account, CaseState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.text import day as day_text
from giamngheo.law.library import fund_rules
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, areas_told, give
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.fund.reaching import cases_seen, masked, may_here, unit_of_fund, year_asked

_UNNAMED: Final = "Không nêu tên"


@needs(Permission.SEE_FUND)
@require_GET
def listed(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the book of the unit and year of the page."""
    unit, _ = unit_of_fund(request)
    year = year_asked(request)
    rows, before = book_of(unit.area_id, year), money_before(unit.area_id, year)
    said = [["Năm", year], ["Tiền đầu năm, đồng", before]]
    taken = Taken("fund.export", rows.count(), [unit.area_id], said, {"year": year})
    return give(request, _book(before), rows, taken, ending)


@needs(Permission.SEE_FUND)
@require_GET
def receipts(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the receipts of a unit and year; who does not wish to be named is told to who keeps the fund."""
    unit, _ = unit_of_fund(request)
    year, is_whole = year_asked(request), Permission.KEEP_FUND in may_here(request, unit.area_id)
    rows = receipts_of(unit.area_id, year)
    taken = Taken("fund.export", rows.count(), [unit.area_id], [["Năm", year]], {"year": year})
    return give(request, _receipts(is_whole=is_whole), rows, taken, ending)


@needs(Permission.SEE_CASES)
@require_GET
def cases(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the proposals of one's own area or fund, of the state that the page shows."""
    state = request.GET.get("tinh-trang", "")
    asked = [["Tình trạng", CaseState(state).label]] if state in CaseState else []
    rows = cases_where(cases_seen(request) & (Q(state=state) if asked else Q()))
    areas = areas_told(request, Permission.SEE_CASES, None)
    return give(request, _CASES, rows, Taken("fund.export", rows.count(), areas, asked), ending)


@needs(Permission.SEE_CASES)
@require_GET
def sponsorships(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give who sponsors whom, in one's own area or unit."""
    rows = sponsorships_where(cases_seen(request))
    areas = areas_told(request, Permission.SEE_CASES, None)
    return give(request, _SPONSORSHIPS, rows, Taken("fund.export", rows.count(), areas), ending)


@needs(Permission.SEE_FUND)
@require_GET
def sponsors(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the sponsors of a unit; how to reach them whole to who keeps the fund."""
    unit, _ = unit_of_fund(request)
    is_whole = Permission.KEEP_FUND in may_here(request, unit.area_id)
    rows = sponsors_of(unit.area_id)
    taken = Taken("fund.export", rows.count(), [unit.area_id])
    return give(request, _sponsors(is_whole=is_whole), rows, taken, ending)


def voucher_of(entry: Any) -> str:
    """«PT 3», «PC 5»: the voucher of an entry; empty where it has none."""
    origin = entry.reverses or entry
    for name, sign in (("receipt", "PT"), ("delivery", "PC"), ("own_outlay", "PC")):
        voucher = getattr(origin, name, None)
        if voucher is not None:
            return f"{sign} {voucher.number}/{voucher.year}"
    return ""


def _book(before: int) -> Exported:
    def lines(chunk: Sequence[Any], looking: Looking) -> Iterator[Sequence[Any]]:
        for one in chunk:
            yield (
                day_text(one.day),
                voucher_of(one) or None,
                one.sentence,
                max(one.money, 0),
                max(-one.money, 0),
                before + one.running,
                one.worth or None,
                one.reason or None,
                one.recorded_by_name,
            )

    return Exported("Sổ thu, chi Quỹ «Vì người nghèo»", "Số bút toán", _SCHEMA, _WIDTHS, lines)


_SCHEMA: Final = {
    PLACE: COUNT,
    "Ngày": TEXT,
    "Chứng từ": TEXT,
    "Nội dung": TEXT,
    "Thu tiền, đồng": COUNT,
    "Chi tiền, đồng": COUNT,
    "Còn tiền, đồng": COUNT,
    "Hiện vật vào (+), ra (−), đồng": COUNT,
    "Lý do đảo": TEXT,
    "Người ghi": TEXT,
}
_WIDTHS: Final = (7, 12, 14, 60, 16, 16, 16, 18, 40, 26)


def _receipts(*, is_whole: bool) -> Exported:
    def lines(chunk: Sequence[Any], looking: Looking) -> Iterator[Sequence[Any]]:
        for one in chunk:
            tells = is_whole or (one.donor is not None and one.donor.is_named)
            yield (
                f"PT {one.number}/{one.year}",
                day_text(one.day),
                one.donor.name if one.donor and tells else _UNNAMED,
                one.campaign.name if one.campaign else None,
                Account(one.account).label,
                None if one.item else one.amount,
                one.item.name if one.item else None,
                quantity_text(one.quantity) if one.item else None,
                one.item.unit if one.item else None,
                one.amount if one.item and one.item.is_valued else None,
                one.what_for,
                (one.handed_by or None) if tells else None,
                one.recorded_by_name,
                one.cancelled_because or None,
            )

    return Exported("Phiếu thu Quỹ «Vì người nghèo»", "Số phiếu thu", _RECEIPT, _RECEIPT_WIDTHS, lines)


_RECEIPT: Final = {
    PLACE: COUNT,
    "Số phiếu": TEXT,
    "Ngày": TEXT,
    "Người ủng hộ": TEXT,
    "Cuộc vận động": TEXT,
    "Nhận bằng": TEXT,
    "Số tiền, đồng": COUNT,
    "Hiện vật": TEXT,
    "Số lượng": TEXT,
    "Đơn vị tính": TEXT,
    "Trị giá hiện vật, đồng": COUNT,
    "Nội dung": TEXT,
    "Người nộp": TEXT,
    "Người lập": TEXT,
    "Hủy vì": TEXT,
}
_RECEIPT_WIDTHS: Final = (7, 14, 12, 34, 30, 22, 16, 24, 12, 12, 18, 40, 26, 26, 36)


def _case_lines(chunk: Sequence[Any], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(area for one in chunk for area in (one.area_id, one.unit_id))
    purposes = {one.id: one.name for one in fund_rules().purposes}
    for one in chunk:
        item, quantity = one.granted_item, one.granted_quantity
        yield (
            day_text(one.day),
            one.household.code,
            one.household.head_name or None,
            looking.name(one.area_id),
            looking.name(one.unit_id),
            purposes.get(one.purpose, one.purpose),
            one.what,
            "Có" if one.is_sudden else None,
            one.asked,
            one.asked_goods or None,
            one.proposer,
            one.get_state_display(),
            day_text(one.decided_on) if one.decided_on else None,
            one.granted,
            f"{quantity_text(quantity)} {item.unit} {item.name}" if item and quantity else None,
            one.because or None,
        )


_CASES: Final = Exported(
    "Hồ sơ đề nghị Quỹ hỗ trợ",
    "Số hồ sơ",
    {
        PLACE: COUNT,
        "Ngày đề nghị": TEXT,
        "Mã hộ": TEXT,
        "Chủ hộ": TEXT,
        "Thôn, tổ": TEXT,
        "Quỹ của": TEXT,
        "Nội dung chi": TEXT,
        "Đề nghị": TEXT,
        "Đột xuất": TEXT,
        "Đề nghị, đồng": COUNT,
        "Đề nghị hiện vật": TEXT,
        "Ai đề nghị": TEXT,
        "Tình trạng": TEXT,
        "Ngày họp xét": TEXT,
        "Duyệt, đồng": COUNT,
        "Duyệt hiện vật": TEXT,
        "Lý do": TEXT,
    },
    (7, 14, 16, 28, 26, 26, 30, 36, 10, 16, 26, 28, 24, 14, 16, 26, 40),
    _case_lines,
)


def _sponsorship_lines(chunk: Sequence[Any], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(area for one in chunk for area in (one.area_id, one.unit_id))
    for one in chunk:
        yield (
            one.household.code,
            one.household.head_name or None,
            looking.name(one.area_id),
            one.sponsor.name,
            one.sponsor.get_kind_display(),
            looking.name(one.unit_id),
            one.promise,
            day_text(one.first),
            day_text(one.last) if one.last else None,
            day_text(one.ended_on) if one.ended_on else None,
            one.result or None,
        )


_SPONSORSHIPS: Final = Exported(
    "Nhận đỡ đầu",
    "Số việc đỡ đầu",
    {
        PLACE: COUNT,
        "Mã hộ": TEXT,
        "Chủ hộ": TEXT,
        "Thôn, tổ": TEXT,
        "Người đỡ đầu": TEXT,
        "Là": TEXT,
        "Của đơn vị": TEXT,
        "Nhận giúp": TEXT,
        "Từ ngày": TEXT,
        "Đến ngày": TEXT,
        "Kết thúc": TEXT,
        "Kết quả": TEXT,
    },
    (7, 16, 28, 26, 34, 26, 26, 44, 12, 12, 12, 44),
    _sponsorship_lines,
)


def _sponsors(*, is_whole: bool) -> Exported:
    def lines(chunk: Sequence[Any], looking: Looking) -> Iterator[Sequence[Any]]:
        for one in chunk:
            contact = masked(one.contact, is_whole=is_whole) or None
            yield one.name, one.get_kind_display(), contact, one.households

    schema = {PLACE: COUNT, "Tên": TEXT, "Là": TEXT, "Liên hệ": TEXT, "Đang đỡ đầu, hộ": COUNT}
    return Exported("Đơn vị, người nhận đỡ đầu", "Số người đỡ đầu", schema, (7, 40, 28, 26, 16), lines)
