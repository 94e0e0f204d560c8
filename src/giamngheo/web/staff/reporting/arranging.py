"""When units below report: what the law says, what is set, and the form to set it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.reporting.actions import ReportingError, Set, set_day
from giamngheo.apps.reporting.queries import SENDERS, arrangements_of
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import find, path_of
from giamngheo.law.library import cited
from giamngheo.law.reporting.library import report_duties
from giamngheo.law.reporting.periods import due_of
from giamngheo.law.vocabulary.reporting import Due, Frequency, ReportDuty
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.results.reaching import may_here, place_for, require

TIER_NAMES = {
    Tier.VILLAGE: "Thôn, tổ dân phố",
    Tier.COMMUNE: "Xã, phường",
    Tier.DISTRICT: "Huyện, quận",
    Tier.PROVINCE: "Tỉnh, thành phố",
}


@needs(Permission.SEE_RESULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def arrangements(request: HttpRequest) -> HttpResponse:
    """Show the days of all duties and tiers, or set one."""
    place = place_for(request)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        require(request, Permission.SIGN_REPORTS, place.area_id)
        try:
            told = _typed(request, wrong)
            if told is not None:
                set_day(place.unit, told, actor_of(request))
                return redirect(f"{request.path}?don-vi={place.area_id}")
        except ReportingError as error:
            wrong = error.wrong
    above = [one.area_id for one in path_of(place.area_id, today())]
    told_rows = arrangements_of(above)
    return render(
        request,
        "staff/reporting/days.html",
        {
            "place": place,
            "rows": _rows(),
            "set": {
                (one.duty, one.tier): one
                for one in sorted(told_rows, key=lambda one: above.index(one.area_id))
            },
            "names": names_of(
                {area for one in told_rows for area in (one.area_id, *one.also)},
                today(),
            ),
            "duties": [
                (one.id, f"{one.name} ({one.every.label})")
                for one in report_duties().values()
                if one.every is not Frequency.AS_ASKED
            ],
            "heads": list(TIER_NAMES.values()),
            "tiers": [(str(tier.value), name) for tier, name in TIER_NAMES.items() if tier > place.unit.tier],
            "may_set": Permission.SIGN_REPORTS in may_here(request, place.area_id),
            "typed": request.POST,
            "wrong": wrong,
        },
        status=422 if wrong else 200,
    )


def day_said(due: Due) -> str:
    """A last day of the law in words."""
    if due.months_after:
        return f"ngày {due.day} tháng sau"
    year = f"/{due.year}" if due.year else ""
    return f"{'trước ' if due.before else ''}ngày {due.day}/{due.month}{year}"


def _rows() -> list[tuple[ReportDuty, list[tuple[int, str, str, str]]]]:
    """Every duty with all tiers: their number and name, what the law says of them, and where."""
    found = []
    for duty in report_duties().values():
        if duty.every is not Frequency.AS_ASKED:
            cells = []
            for tier, name in TIER_NAMES.items():
                law = due_of(duty, SENDERS[tier])
                sends = SENDERS[tier] in duty.senders
                said = (day_said(law), cited(law.clause)) if law else ("để ngỏ" if sends else "không gửi", "")
                cells.append((int(tier), name, *said))
            found.append((duty, cells))
    return found


def _typed(request: HttpRequest, wrong: dict[str, str]) -> Set | None:
    duty = report_duties().get(request.POST.get("bao-cao", ""))
    tier = next((one for one in TIER_NAMES if str(one.value) == request.POST.get("cap")), None)
    if duty is None:
        wrong["bao-cao"] = "Chưa chọn báo cáo."
    if tier is None:
        wrong["cap"] = "Chưa chọn cấp gửi."
    month, day = _day(words_in(request.POST, "ngay", 10), duty, wrong)
    also = _units(words_in(request.POST, "ma-nhan", 501), wrong)
    if duty is None or tier is None or wrong:
        return None
    return Set(
        duty,
        tier,
        month,
        day,
        words_in(request.POST, "noi-nhan", 501),
        words_in(request.POST, "van-ban", 201),
        also,
    )


def _units(typed: str, wrong: dict[str, str]) -> tuple[int, ...]:
    """The units of codes «01234; 01235», that live today."""
    found: dict[int, None] = {}
    for code in filter(None, (one.strip() for one in typed.split(";"))):
        area = find(code, today())
        if area is None:
            wrong["ma-nhan"] = f"Không có đơn vị mã «{code}» hôm nay: xem mã ở «Địa bàn»."
        else:
            found[area.pk] = None
    return tuple(found)


def _day(typed: str, duty: ReportDuty | None, wrong: dict[str, str]) -> tuple[int | None, int | None]:
    """«10/11» as month and day; for monthly reports «3», of the month after."""
    if not typed:
        return None, None
    parts = typed.split("/")
    if not all(one.isascii() and one.isdigit() for one in parts) or len(parts) > 2:
        wrong["ngay"] = "Ghi ngày và tháng, như 10/11; báo cáo tháng ghi ngày của tháng sau, như 3."
        return None, None
    day = int(parts[0])
    return (int(parts[1]) if len(parts) == 2 else 0), day
