"""Sealed sheets scored, of a round or of all of its time that are led: few at once, else in the back."""

from collections.abc import Collection
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from giamngheo.apps.reviews.actions import ReviewError, score, start_scoring
from giamngheo.apps.reviews.models import Round
from giamngheo.apps.reviews.queries import open_alike, sealed_by_area
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_reached
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.reviews.reaching import require, round_for

AT_ONCE: Final = 500
"""Sheets that are scored well within two seconds."""


@needs(Permission.LEAD_REVIEWS)
@require_POST
def scoring(request: HttpRequest, round_id: int) -> HttpResponse:
    """Score what is sealed and says something new, or begin to do so in the background."""
    one = round_for(request, round_id)
    require(request, Permission.LEAD_REVIEWS, one.area_id)
    also = rounds_scored_with(request, one) if "ca-ky" in request.POST else []
    if also or sum(sealed_by_area(one).values()) > AT_ONCE:
        task = start_scoring(one, actor_of(request), str(request.session.session_key), also)
        return redirect("review-scoring", one.pk, task.pk)
    try:
        score(one, actor_of(request))
    except ReviewError as error:
        told = {"round": one, "refused": str(error)}
        return render(request, "staff/reviews/refused.html", told, status=422)
    return redirect("review", one.pk)


def rounds_scored_with(request: HttpRequest, one: Round, villages: Collection[int] = ()) -> list[Round]:
    """The other rounds of the same kind and time that who asks leads, as long as nothing was decided.

    `villages` are areas that are known to be none of a round: of who leads nothing else, nothing is asked.
    """
    areas = areas_reached(person_of(request), Permission.LEAD_REVIEWS, today())
    return open_alike(one, areas if areas is None else [each for each in areas if each not in villages])
