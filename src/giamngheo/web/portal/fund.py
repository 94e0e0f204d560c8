"""«Quỹ Vì người nghèo» for everybody: the published reports of units, donors who agree, never a household."""

from typing import Final

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from giamngheo.apps.fund.published import report_of_code, reports_listed
from giamngheo.web.components.errors import too_many
from giamngheo.web.portal.limit import asks_too_often

MOST: Final = 500


@require_safe
def listed(request: HttpRequest) -> HttpResponseBase:
    """Show which reports are published, the latest first."""
    return render(request, "portal/fund_listed.html", {"reports": reports_listed(MOST), "most": MOST})


@require_safe
def one(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show a report."""
    if asks_too_often(request):
        return too_many(request)
    found = report_of_code(code)
    if found is None:
        raise Http404
    return render(request, "portal/fund.html", {"one": found, "told": found.told})
