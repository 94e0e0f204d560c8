"""The tree on a day, and the search over units of all times."""

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.queries import Unit, children_of, roots_on
from giamngheo.foundation.areas.search import search
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.asked import day_in, words_in
from giamngheo.web.components.guard import signed_in
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.staff.areas.drawing import drawing

SHOWN = 50


@signed_in
@require_safe
def tree(request: HttpRequest) -> HttpResponse:
    """Show the top of the tree on the day, or what a search found."""
    day, typed, wrong = day_in(request.GET, "ngay", today())
    words = words_in(request.GET, "tim")
    roots = top_units(day)
    return render(
        request,
        "staff/areas/tree.html",
        {
            "day": day,
            "typed": typed,
            "wrong": {"ngay": wrong} if wrong else {},
            "words": words,
            "hits": search(words, day, limit=SHOWN) if words else [],
            "limit": SHOWN,
            "units": roots,
            "drawing": drawing(roots, day) if roots and not words else None,
            "query": urlencode({"tim": words, "ngay": day_text(day)} if words else {"ngay": day_text(day)}),
        },
    )


def top_units(day: date) -> list[Unit]:
    """The units that stand under nothing but the country on a day."""
    roots = roots_on(day)
    if len(roots) == 1 and roots[0].tier == Tier.NATION:
        return children_of(roots[0].area_id, day)
    return roots
