"""The end of a year, step by step: settle what was paid, then say of each remainder what becomes of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from giamngheo.apps.budgets.actions import BudgetError
from giamngheo.apps.budgets.closing import draw_closing, remainders, unsettled
from giamngheo.apps.budgets.models import Decision
from giamngheo.apps.budgets.queries import lines_of
from giamngheo.apps.budgets.states import DecisionKind
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.web.components.acting_person import actor_of
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.budgets.reaching import place_for, require
from giamngheo.web.staff.budgets.shown import words

_CLOSING = [DecisionKind.SETTLE, DecisionKind.CARRY, DecisionKind.CANCEL]


@needs(Permission.KEEP_MONEY)
@require_http_methods(["GET", "HEAD", "POST"])
def year_end(request: HttpRequest) -> HttpResponse:
    """Show what is open at the end of the year, or draft the decisions about it."""
    place = place_for(request)
    require(request, Permission.KEEP_MONEY, place.area_id)
    lines = list(lines_of(place.area_id, place.year))
    left = remainders(lines)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        try:
            draw_closing(place.area, place.year, left, request.POST.dict(), actor_of(request))
            return redirect(f"{reverse('budget-year-end')}?{place.query}")
        except BudgetError as error:
            wrong = error.wrong
    drafts = Decision.objects.filter(
        area=place.area_id, year=place.year, kind__in=_CLOSING, put_in_force_at=None, ended_at=None
    )
    told = {
        "place": place,
        "unsettled": unsettled(lines),
        "left": left,
        "drafts": list(drafts.order_by("pk")),
        "has_lines": bool(lines),
        "typed": request.POST.dict(),
        "wrong": wrong,
        **words(),
    }
    return render(request, "staff/budgets/year_end.html", told, status=422 if wrong else 200)
