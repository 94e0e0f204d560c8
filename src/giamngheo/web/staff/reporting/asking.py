"""A report asked of units below: what on, until when, by which paper."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from giamngheo.apps.reporting.actions import Asked, ReportingError, ask
from giamngheo.apps.reporting.queries import SENDERS
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.queries import Unit, children_of
from giamngheo.law.reporting.library import report_duties
from giamngheo.law.vocabulary.reporting import Frequency, ReportDuty
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import day_in, day_needed, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.results.reaching import place_for, require


@needs(Permission.SIGN_REPORTS)
@require_http_methods(["GET", "HEAD", "POST"])
def asking(request: HttpRequest) -> HttpResponse:
    """Show the form, or ask."""
    place, day = place_for(request), today()
    require(request, Permission.SIGN_REPORTS, place.area_id)
    units = children_of(place.area_id, day)
    if not units and request.method == "POST":
        raise Http404
    duties = [one for one in report_duties().values() if one.every is Frequency.AS_ASKED]
    wrong: dict[str, str] = {}
    if request.method == "POST":
        told = _typed(request, duties, units, wrong)
        try:
            if told is not None:
                made = ask(place.unit, told, actor_of(request))
                return redirect(f"{reverse('reporting')}?don-vi={place.area_id}&nam={made.last.year}")
        except ReportingError as error:
            wrong = error.wrong
    chosen = set(request.POST.getlist("don-vi-duoi")) if request.method == "POST" else None
    return render(
        request,
        "staff/reporting/asking.html",
        {
            "place": place,
            "units": units,
            "chosen": chosen,
            "duties": [(one.id, one.name) for one in duties],
            "typed": request.POST,
            "wrong": wrong,
        },
        status=422 if wrong else 200,
    )


def _typed(
    request: HttpRequest, duties: list[ReportDuty], units: list[Unit], wrong: dict[str, str]
) -> Asked | None:
    duty = next((one for one in duties if one.id == request.POST.get("loai")), None)
    if duty is None:
        wrong["loai"] = "Chưa chọn loại báo cáo."
    first = day_needed(request.POST, "tu-ngay", "Chưa ghi ngày đầu.", wrong)
    last = day_needed(request.POST, "den-ngay", "Chưa ghi ngày cuối.", wrong)
    due, typed, fault = day_in(request.POST, "han", today())
    if fault:
        wrong["han"] = fault
    chosen = set(request.POST.getlist("don-vi-duoi"))
    if duty is None or first is None or last is None or wrong:
        return None
    return Asked(
        duty,
        words_in(request.POST, "ten", 201),
        tuple(one for one in units if str(one.area_id) in chosen and SENDERS.get(one.tier) in duty.senders),
        first,
        last,
        due if typed else None,
        words_in(request.POST, "van-ban", 201),
    )
