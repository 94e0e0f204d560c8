"""The help that was given in one's units, summed by need; and the needs that nobody has met."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from giamngheo.apps.households.circumstances import deprivations_of, needs
from giamngheo.apps.households.models import Household
from giamngheo.apps.support.queries import (
    lacking,
    lacking_by_deprivation,
    met_by_need,
    support_where,
    unmet,
    unmet_by_need,
)
from giamngheo.apps.support.states import Source
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.law.library import remedies
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.guard import needs as needs_permission
from giamngheo.web.staff.registry.listing import areas_of, newly_among
from giamngheo.web.staff.support.asked import Asked, asked_of
from giamngheo.web.staff.support.told import quantity_told, standing_told

A_PAGE = 50


@needs_permission(Permission.SEE_HOUSEHOLDS)
@require_safe
def ledger(request: HttpRequest) -> HttpResponse:
    """Show the help of a year, the last first, under how the needs were met."""
    asked = asked_of(request)
    page = Paginator(support_where(asked.given), A_PAGE).get_page(number_in(request.GET, "trang") or 1)
    told = {
        **_shared(asked),
        "page": page,
        "names": names_of({one.area_id for one in page.object_list}, today()),
        "met": met_by_need(asked.areas(), asked.year),
        "waiting": unmet_by_need(asked.area_ids, asked.year, today()),
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
    rows = unmet(asked.areas("household__area_id"), asked.year, today(), asked.need)
    page = Paginator(rows, A_PAGE).get_page(number_in(request.GET, "trang") or 1)
    homes = [one.household for one in page.object_list]
    told = {
        **_shared(asked),
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
    rows = lacking(asked.areas(), asked.year, today(), asked.lack) if asked.lack else Household.objects.none()
    page = Paginator(rows, A_PAGE).get_page(number_in(request.GET, "trang") or 1)
    told = {
        **_shared(asked),
        "page": page,
        "names": names_of({one.area_id for one in page.object_list}, today()),
        "counts": lacking_by_deprivation(asked.area_ids, asked.year, today()),
        "deprivations": {one.id: one.name for one in deprivations_of(today())},
        "remedies": remedies(),
    }
    return render(request, "staff/support/lacks.html", told)


def _shared(asked: Asked) -> dict[str, object]:
    return {
        "asked": asked,
        "needs": needs(),
        "areas": areas_of(asked.person, asked.area_id),
        "this_year": today().year,
    }
