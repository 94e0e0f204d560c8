"""A round whose list is the commune's, for who answers for a village: its households alone."""

from typing import Final

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from giamngheo.apps.reviews.models import Round
from giamngheo.apps.reviews.queries import counts_within, entries_within, sheets_within
from giamngheo.apps.reviews.subjects import applications_of
from giamngheo.foundation.areas.naming import names_of
from giamngheo.web.components.asked import number_in
from giamngheo.web.staff.reviews.reaching import seen_by
from giamngheo.web.staff.reviews.words import words_of

ON_A_PAGE: Final = 50


def own_households(request: HttpRequest, one: Round) -> HttpResponse:
    """Show the households of a round that who asks sees, with their counts; of others nothing is told."""
    rows = entries_within(one, seen_by(request))
    mark = rows.filter(pk=number_in(request.GET, "sau") or 0).first()
    after = Q(sort_key__gt=mark.sort_key) | Q(sort_key=mark.sort_key, pk__gt=mark.pk) if mark else Q()
    found = list(rows.filter(after)[: ON_A_PAGE + 1])
    page = found[:ON_A_PAGE]
    return render(
        request,
        "staff/reviews/own_households.html",
        {
            "round": one,
            "words": words_of(one),
            "counts": counts_within(one, seen_by(request)),
            "entries": page,
            "sheets": sheets_within(one, [each.household_id for each in page]),
            "workers": applications_of(page),
            "to_review": frozenset[int](),  # told to who leads the list
            "names": names_of({one.area_id, *(each.area_id for each in page)}, one.opened_on),
            "next_page": page[-1].pk if len(found) > ON_A_PAGE else None,
            "is_first": mark is None,
        },
    )
