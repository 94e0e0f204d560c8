"""The help that was given in one's units, summed by need; and the needs that nobody has met."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from giamngheo.apps.households.circumstances import deprivations_of
from giamngheo.apps.households.models import Household
from giamngheo.apps.support.counts import lack_counts, year_counts
from giamngheo.apps.support.queries import lacking, support_where, unmet
from giamngheo.apps.support.states import Source
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.law.library import remedies
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.guard import needs as needs_permission
from giamngheo.web.staff.registry.listing import newly_among
from giamngheo.web.staff.support.asked import asked_of, shared
from giamngheo.web.staff.support.told import quantity_told, standing_told
from giamngheo.web.staff.support.wide import LACKS, NEEDS, YEAR, wide_page

A_PAGE = 50


@needs_permission(Permission.SEE_HOUSEHOLDS)
@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """Show the help of a year, the last first, under how the needs were met."""
    asked = asked_of(request)
    if (unit := asked.wide) is not None:
        return wide_page(request, asked, unit, YEAR)
    page = Paginator(support_where(asked.given), A_PAGE).get_page(number_in(request.GET, "trang") or 1)
    told = {
        **shared(asked),
        "page": page,
        "names": names_of({one.area_id for one in page.object_list}, today()),
        "met": year_counts(asked.area_ids, (), str(asked.year), today())["needs"],
        "sources": Source.choices,
        "quantity_told": quantity_told,
        "standing_told": standing_told,
    }
    return render(request, "staff/support/ledger.html", told)


@needs_permission(Permission.SEE_HOUSEHOLDS)
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Show the needs that households told and that nobody met in the year."""
    asked = asked_of(request)
    if (unit := asked.wide) is not None:
        return wide_page(request, asked, unit, NEEDS)
    rows = unmet(asked.areas("household__area_id"), asked.year, today(), asked.need)
    page = Paginator(rows, A_PAGE).get_page(number_in(request.GET, "trang") or 1)
    homes = [one.household for one in page.object_list]
    told = {
        **shared(asked),
        "page": page,
        "names": names_of({one.area_id for one in homes}, today()),
        "newly": newly_among(homes, today()),
    }
    return render(request, "staff/support/waiting.html", told)


@needs_permission(Permission.SEE_HOUSEHOLDS)
@require_safe
def lacks(request: HttpRequest) -> HttpResponse:
    """Show how each service that listed households lack met help in the year, and whom nobody helped."""
    asked = asked_of(request)
    if (unit := asked.wide) is not None:
        return wide_page(request, asked, unit, LACKS)
    rows = lacking(asked.areas(), asked.year, today(), asked.lack) if asked.lack else Household.objects.none()
    page = Paginator(rows, A_PAGE).get_page(number_in(request.GET, "trang") or 1)
    told = {
        **shared(asked),
        "page": page,
        "names": names_of({one.area_id for one in page.object_list}, today()),
        "counts": lack_counts(asked.area_ids, (), str(asked.year), today())["lacks"],
        "deprivations": {one.id: one.name for one in deprivations_of(today())},
        "remedies": remedies(),
    }
    return render(request, "staff/support/lacks.html", told)
