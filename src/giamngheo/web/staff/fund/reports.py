"""Pages of the yearly report: drawn up, looked at as everybody will see it, published, withdrawn."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from giamngheo.apps.fund.actions.reporting import draw_report, publish_report, withdraw_report
from giamngheo.apps.fund.models import YearReport
from giamngheo.apps.fund.states import ReportState
from giamngheo.apps.fund.writing import FundError
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.queries import unit_on
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.fund.reaching import area_of, found, may_here, require, seen, unit_of_fund
from giamngheo.web.staff.fund.typed import Typed

_FORM = require_http_methods(["GET", "HEAD", "POST"])


@needs(Permission.SEE_FUND)
@_FORM
def reports(request: HttpRequest) -> HttpResponse:
    """Show the reports of a unit; or draw up that of a year."""
    unit, others = unit_of_fund(request)
    typed = Typed(request.POST.dict() or {"nam": str(today().year)})
    if request.method == "POST":
        require(request, Permission.KEEP_FUND, unit.area_id)
        try:
            year = number_in(typed.said, "nam")
            if year is None or not 2000 <= year <= 2100:
                raise FundError("Năm phải là bốn chữ số, như 2026. Cách xử lý: ghi lại năm.", "nam")
            made = draw_report(area_of(unit), year, settings.SMALLEST_TOLD, actor_of(request))
            return redirect("fund-report", made.pk)
        except FundError as error:
            typed.wrong |= error.wrong
    told = {
        "unit": unit,
        "others": others,
        "rows": YearReport.objects.filter(area=unit.area_id).defer("told").order_by("-year", "-pk"),
        "may_keep": Permission.KEEP_FUND in may_here(request, unit.area_id),
        "typed": typed.said,
        "wrong": typed.wrong,
    }
    return render(request, "staff/fund/reports.html", told, status=422 if typed.wrong else 200)


@needs(Permission.SEE_FUND)
@_FORM
def report(request: HttpRequest, fund_report_id: int) -> HttpResponse:
    """Show a report as everybody will read it; or publish or withdraw it."""
    one = found(YearReport.objects.filter(seen(request)).select_related("paper"), fund_report_id)
    may, typed = may_here(request, one.area_id), Typed(request.POST.dict())
    if request.method == "POST":
        require(request, Permission.DECIDE_FUND, one.area_id)
        verb = typed.said.get("viec", "")
        try:
            if verb == "cong-khai":
                publish_report(one, actor_of(request))
            elif verb == "rut":
                withdraw_report(one, typed.words("ly-do", 300), actor_of(request))
            else:
                raise FundError("Không có việc này. Cách xử lý: tải lại trang rồi bấm lại.")
            return redirect("fund-report", one.pk)
        except FundError as error:
            typed.wrong |= error.wrong
    told = {
        "unit": unit_on(one.area_id, today()),
        "one": one,
        "told": one.told,
        "address": request.build_absolute_uri(reverse("published-fund", args=[one.code])),
        "is_draft": one.state == ReportState.DRAFT,
        "is_public": one.state == ReportState.PUBLISHED,
        "may_decide": Permission.DECIDE_FUND in may,
        "is_own": person_of(request) == one.drawn_by_id,
        "typed": typed.said,
        "wrong": typed.wrong,
    }
    return render(request, "staff/fund/report.html", told, status=422 if typed.wrong else 200)
