"""All sealed sheets of a round scored: at once where they are few, else in the background, watched here."""

import uuid
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRedirect

from giamngheo.apps.reviews.actions import ReviewError, score, start_scoring
from giamngheo.apps.reviews.actions.scoring import SCORE
from giamngheo.apps.reviews.queries import sealed_by_area
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.tasks import actions as tasks
from giamngheo.foundation.tasks.models import Task
from giamngheo.web.components.acting_person import actor_of
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
    if sum(sealed_by_area(one).values()) > AT_ONCE:
        task = start_scoring(one, actor_of(request), str(request.session.session_key))
        return redirect("review-scoring", one.pk, task.pk)
    try:
        score(one, actor_of(request))
    except ReviewError as error:
        told = {"round": one, "refused": str(error)}
        return render(request, "staff/reviews/refused.html", told, status=422)
    return redirect("review", one.pk)


@needs(Permission.LEAD_REVIEWS)
@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: HttpRequest, round_id: int, key: uuid.UUID) -> HttpResponse:
    """Show how far the scoring is and what it gave; stop it on its owner's wish."""
    one = round_for(request, round_id)
    mine = Task.objects.of_owner(str(request.session.session_key)).filter(kind=SCORE, pk=key)
    task = mine.filter(payload__round=one.pk).first()
    if task is None:
        raise Http404
    if request.method == "POST":
        tasks.cancel(task)
        return redirect("review-scoring", one.pk, key)
    told = {"task": task, "round": one, "area": names_of([one.area_id], one.opened_on).get(one.area_id, "")}
    if request.headers.get("HX-Request") == "true":
        if task.is_over:
            return HttpResponseClientRedirect(request.path)
        return render(request, "staff/reviews/scoring_part.html", told)
    return render(request, "staff/reviews/scoring.html", told)
