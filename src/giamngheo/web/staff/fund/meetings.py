"""Pages of allocation meetings: the list, a new one over all cases that wait, one confirmed or dropped."""

from collections.abc import Sequence

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from giamngheo.apps.fund.actions.deciding import (
    MeetingSaid,
    RulingSaid,
    confirm_meeting,
    draw_meeting,
    drop_meeting,
)
from giamngheo.apps.fund.models import HelpCase, Item, Meeting, Ruling
from giamngheo.apps.fund.queries import meetings_of, standing_of, waiting_for_a_meeting
from giamngheo.apps.fund.states import MeetingState
from giamngheo.apps.fund.writing import FundError
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import unit_on
from giamngheo.foundation.text import day as day_text
from giamngheo.law.library import fund_rules
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import lines_in, number_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.fund.reaching import area_of, chosen, found, may_here, require, seen, unit_of_fund
from giamngheo.web.staff.fund.typed import Typed

A_PAGE = 50
AT_ONCE = 100
"""So many cases stand on the form of one meeting, the oldest first."""
_LONGEST = 5_000


@needs(Permission.SEE_FUND)
@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """Show the meetings of a unit, the latest first."""
    unit, others = unit_of_fund(request)
    told = {
        "unit": unit,
        "others": others,
        "page": Paginator(meetings_of(unit.area_id), A_PAGE).get_page(number_in(request.GET, "trang") or 1),
        "waiting": waiting_for_a_meeting(unit.area_id).count(),
        "may_keep": Permission.KEEP_FUND in may_here(request, unit.area_id),
    }
    return render(request, "staff/fund/meetings.html", told)


@needs(Permission.KEEP_FUND)
@require_http_methods(["GET", "HEAD", "POST"])
def new_meeting(request: HttpRequest) -> HttpResponse:
    """Show the cases that wait, or keep what was decided on those that were taken up."""
    unit, _ = unit_of_fund(request)
    require(request, Permission.KEEP_FUND, unit.area_id)
    cases = list(waiting_for_a_meeting(unit.area_id)[:AT_ONCE])
    typed = Typed(request.POST.dict() or {"ngay": day_text(today()), **_asked(cases)})
    if request.method == "POST":
        try:
            said = MeetingSaid(
                typed.day("ngay"),
                typed.words("noi", 200),
                typed.words("chu-tri", 200),
                lines_in(request.POST, "du-hop", _LONGEST),
                lines_in(request.POST, "noi-dung", _LONGEST),
            )
            rulings = [one for case in cases if (one := _ruling(typed, case)) is not None]
            typed.settle()
            return redirect("fund-meeting", draw_meeting(area_of(unit), said, rulings, actor_of(request)).pk)
        except FundError as error:
            typed.wrong |= error.wrong
    items = [
        (str(one.item_id), f"{one.item.name} ({one.item.unit})")
        for one in standing_of(unit.area_id).goods
        if one.item
    ]
    told = {
        "unit": unit,
        "cases": cases,
        "names": names_of({one.area_id for one in cases}, today()),
        "purposes": {one.id: one.name for one in fund_rules().purposes},
        "items": items,
        "standing": standing_of(unit.area_id),
        "typed": typed.said,
        "wrong": typed.wrong,
    }
    return render(request, "staff/fund/meeting_new.html", told, status=422 if typed.wrong else 200)


@needs(Permission.SEE_FUND)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, allocation_id: int) -> HttpResponse:
    """Show what a meeting decided; or confirm it, or put it aside."""
    one = found(Meeting.objects.filter(seen(request)).select_related("paper"), allocation_id)
    may, typed = may_here(request, one.area_id), Typed(request.POST.dict())
    if request.method == "POST":
        verb = typed.said.get("viec", "")
        needed = Permission.DECIDE_FUND if verb == "xac-nhan" else Permission.KEEP_FUND
        require(request, needed, one.area_id)
        try:
            if verb == "xac-nhan":
                confirm_meeting(one, actor_of(request))
            elif verb == "bo":
                drop_meeting(one, typed.words("ly-do", 300), actor_of(request))
            else:
                raise FundError("Không có việc này. Cách xử lý: tải lại trang rồi bấm lại.")
            return redirect("fund-meeting", one.pk)
        except FundError as error:
            typed.wrong |= error.wrong
    rulings = list(
        Ruling.objects.filter(meeting=one).select_related("case__household", "item").order_by("pk")
    )
    who = person_of(request)
    told = {
        "unit": unit_on(one.area_id, today()),
        "one": one,
        "rulings": rulings,
        "names": names_of({each.case.area_id for each in rulings}, today()),
        "granted": sum(each.amount or 0 for each in rulings),
        "standing": standing_of(one.area_id),
        "is_draft": one.state == MeetingState.DRAFT,
        "may_confirm": Permission.DECIDE_FUND in may,
        "is_own": who == one.drawn_by_id or who in {each.case.proposed_by_id for each in rulings},
        "may_keep": Permission.KEEP_FUND in may,
        "typed": typed.said,
        "wrong": typed.wrong,
    }
    return render(request, "staff/fund/meeting.html", told, status=422 if typed.wrong else 200)


def _asked(cases: Sequence[HelpCase]) -> dict[str, str]:
    """The form begins with what was asked."""
    return {
        f"h{one.pk}-so-tien": f"{one.asked:,}".replace(",", ".") for one in cases if one.asked is not None
    }


def _ruling(typed: Typed, case: HelpCase) -> RulingSaid | None:
    """What was decided on a case; None where the meeting did not take it up."""
    said = typed.said.get(f"h{case.pk}-ket-qua", "")
    if said not in {"duyet", "khong"}:
        return None
    return RulingSaid(
        case.pk,
        said == "duyet",
        typed.money(f"h{case.pk}-so-tien") if said == "duyet" else None,
        chosen(Item, case.unit_id, typed.said, f"h{case.pk}-hien-vat") if said == "duyet" else None,
        typed.quantity(f"h{case.pk}-so-luong") if said == "duyet" else None,
        typed.words(f"h{case.pk}-ly-do", 500),
    )
