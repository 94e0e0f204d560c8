"""What a unit owes in a year and where each report stands; what those below owe, what is late first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_safe

from giamngheo.apps.reporting.queries import Owed, copies_waiting, owed_around
from giamngheo.apps.reporting.states import SENT, ReportState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import capital
from giamngheo.web.components.shown import REPORT_STATES
from giamngheo.web.staff.reporting.reaching import address_of
from giamngheo.web.staff.results.listing import year_in
from giamngheo.web.staff.results.reaching import Place, may_here, place_for

NOT_BEGUN: Final = "none"
YEARS_BACK: Final = 6


@dataclass(frozen=True)
class Gathered:
    """One report of all units below: who owes it, and how many of them stand where."""

    key: str
    name: str
    owed: tuple[Owed, ...]
    day: date

    @property
    def due(self) -> date | None:
        """The earliest last day."""
        return min((one.due for one in self.owed if one.due), default=None)

    @property
    def taken(self) -> int:
        """How many were accepted."""
        return sum(one.state in {ReportState.ACCEPTED, ReportState.LOCKED} for one in self.owed)

    @property
    def waiting(self) -> int:
        """How many wait to be accepted."""
        return sum(one.state == ReportState.SUBMITTED for one in self.owed)

    @property
    def missing(self) -> int:
        """How many are not sent."""
        return sum(one.state not in SENT for one in self.owed)

    @property
    def late(self) -> int:
        """How many should have been sent by now."""
        return sum(one.is_late(self.day) for one in self.owed)


@needs(Permission.SEE_RESULTS)
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Show what the unit and those below it owe in the year that the address asks for."""
    place, year, day = place_for(request), year_in(request), today()
    around = owed_around(place.unit, [year], day)
    own, below = around.own, gathered(around.below, day)
    chosen = next((one for one in below if one.key == request.GET.get("bao-cao")), None)
    may = may_here(request, place.area_id)
    return render(
        request,
        "staff/reporting/list.html",
        {
            "place": place,
            "year": year,
            "years": range(day.year, day.year - YEARS_BACK, -1),
            "today": day,
            "own": own,
            "late": sum(one.is_late(day) for one in own),
            "below": below,
            "chosen": chosen,
            "states": REPORT_STATES,
            "not_begun": NOT_BEGUN,
            "address": address_of,
            "copies": copies_waiting(place.area_id),
            "may_sign": Permission.SIGN_REPORTS in may,
            "query": urlencode({"don-vi": place.area_id, "nam": year}),
        },
    )


@needs(Permission.SEE_RESULTS)
@require_GET
def listed(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give what the unit and those below it owe as a file."""
    place, year, day = place_for(request), year_in(request), today()
    around = owed_around(place.unit, [year], day)
    rows = [*around.own, *around.below]
    given = Taken("reporting.export", len(rows), [place.area_id], [["Năm", str(year)]])
    return give(request, _exported(day, place), lambda: iter(rows), given, ending)


def gathered(owed: Sequence[Owed], day: date) -> list[Gathered]:
    """The reports of all units below by duty and period, what is late first, then by day."""
    parts: dict[str, list[Owed]] = {}
    for one in owed:
        parts.setdefault(f"{one.duty.id}.{one.period.code}", []).append(one)
    found = [Gathered(key, ones[0].name, tuple(ones), day) for key, ones in parts.items()]
    return sorted(found, key=lambda one: (not one.late, one.due or date.max))


def _exported(day: date, place: Place) -> Exported:
    def lines(chunk: Sequence[Owed], looking: Looking) -> Iterator[Sequence[Any]]:
        for one in chunk:
            due = f"{one.due:%d/%m/%Y}" if one.due else "chưa quy định"
            sent = one.report.sent_at if one.report else None
            late = "quá hạn" if one.is_late(day) else "gửi trễ" if one.was_late else ""
            state = REPORT_STATES[one.state or NOT_BEGUN].name
            yield (
                capital(one.unit.full_name),
                one.name,
                due,
                state,
                f"{sent:%d/%m/%Y}" if sent else "",
                late,
            )

    heads = ("Đơn vị", "Báo cáo", "Hạn gửi", "Trạng thái", "Ngày gửi", "Trễ")
    schema = {PLACE: COUNT, **dict.fromkeys(heads, TEXT)}
    return Exported(
        f"Tình hình báo cáo, {place.unit.full_name}", "Số báo cáo", schema, (7, 28, 60, 14, 22, 14, 12), lines
    )
