"""The book of receipts and outlays of a year taken away as a file, with what was there after each entry."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from giamngheo.apps.fund.queries import book_of, money_before
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.text import day as day_text
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.fund.reaching import unit_of_fund, year_asked


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


def voucher_of(entry: Any) -> str:
    """«PT 3», «PC 5»: the voucher of an entry; empty where it has none."""
    origin = entry.reverses or entry
    for name, sign in (("receipt", "PT"), ("delivery", "PC")):
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
