"""«Công bố»: the lists of an issued decision, names cut short, for everybody who has its address."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from giamngheo.apps.reviews.published import List, decision_of_code, is_code
from giamngheo.web.components.asked import number_in
from giamngheo.web.components.errors import too_many
from giamngheo.web.portal.limit import asks_too_often

ON_A_PAGE: Final = 50


@require_safe
def decision(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show a list of a published decision, fifty households at a time."""
    if asks_too_often(request):
        return too_many(request)
    told = decision_of_code(code) if is_code(code) else None
    if told is None:
        raise Http404
    filled = [name for name in List if told.lists[name]]
    asked = next((name for name in filled if name == request.GET.get("danh-sach")), None)
    shown = asked or (filled[0] if filled else List.POOR)
    rows = told.lists[shown]
    first = min(max(number_in(request.GET, "tu") or 0, 0), len(rows)) // ON_A_PAGE * ON_A_PAGE
    answer: HttpResponse = render(
        request,
        "portal/decision.html",
        {
            "told": told,
            "code": code,
            "filled": filled,
            "shown": shown,
            "rows": rows[first : first + ON_A_PAGE],
            "first": first,
            "before": first - ON_A_PAGE if first else None,
            "after": first + ON_A_PAGE if first + ON_A_PAGE < len(rows) else None,
            "total": len(rows),
        },
    )
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
