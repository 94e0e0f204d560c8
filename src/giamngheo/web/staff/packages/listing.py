"""The packages in reach, the last closing day first: those that were taken in, and those that were made."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from giamngheo.apps.packages.queries import packages_in
from giamngheo.apps.packages.states import Way
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.web.components.acting_person import permissions_here
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.shown import PACKAGE_STATES
from giamngheo.web.staff.packages.reaching import seen_by

ON_A_PAGE: Final = 50


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def packages(request: HttpRequest) -> HttpResponse:
    """Show the packages of one way; those taken in first where there are any."""
    rows = packages_in(seen_by(request))
    asked = request.GET.get("loai", "")
    is_taken = asked != "da-lap" and (asked == "da-nhan" or rows.filter(way=Way.TAKEN).exists())
    rows = rows.filter(way=Way.TAKEN if is_taken else Way.SENT)
    place = min(number_in(request.GET, "trang") or 0, 100_000)
    found = list(rows[place * ON_A_PAGE : (place + 1) * ON_A_PAGE + 1])
    may = permissions_here(request)
    told = {
        "packages": found[:ON_A_PAGE],
        "is_taken": is_taken,
        "states": PACKAGE_STATES,
        "next": place + 1 if len(found) > ON_A_PAGE else None,
        "place": place,
        "may_make": Permission.FREEZE_FIGURES in may,
        "may_take": Permission.TAKE_PACKAGES in may,
    }
    return render(request, "staff/packages/list.html", told)
