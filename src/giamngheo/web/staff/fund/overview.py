"""The first page of a fund: what it holds, its campaigns, what waits."""

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from giamngheo.apps.fund.models import Meeting
from giamngheo.apps.fund.queries import (
    campaigns_of,
    cases_by_unit,
    pledges_of,
    standing_of,
    turnover_of,
    waiting_by_unit,
)
from giamngheo.apps.fund.states import MeetingState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.law.library import fund_rules
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.fund.reaching import may_here, unit_of_fund

SHOWN = 6


@needs(Permission.SEE_FUND)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show where the fund of a unit stands."""
    unit, others = unit_of_fund(request)
    area, day = unit.area_id, today()
    told = {
        "unit": unit,
        "others": others,
        "may": may_here(request, area),
        "permissions": Permission,
        "standing": standing_of(area),
        "turnover": turnover_of(area, day.year),
        "year": day.year,
        "campaigns": campaigns_of(area)[:SHOWN],
        "pledges": pledges_of(area)[:SHOWN],
        "cases": cases_by_unit(Q(unit_id=area)).get(area, {}),
        "waiting": waiting_by_unit([area], day).get(area, {}),
        "drafts": Meeting.objects.filter(area=area, state=MeetingState.DRAFT).order_by("-day")[:SHOWN],
        "today": day,
        "clauses": fund_rules().clauses,
    }
    return render(request, "staff/fund/overview.html", told)
