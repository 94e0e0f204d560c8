"""Figures counted in the background: begun, how far it is, what it gave and what was not counted."""

import uuid
from collections.abc import Sequence
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from giamngheo.apps.results.actions import COUNT, start_counting
from giamngheo.apps.results.models import PlannedTarget
from giamngheo.apps.results.queries import standing_in
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.guard import needs
from giamngheo.web.components.long_work import own_task, stopped_or_part
from giamngheo.web.staff.results.listing import year_in
from giamngheo.web.staff.results.reaching import place_for, require


@needs(Permission.KEEP_RESULTS)
@require_POST
def computing(request: HttpRequest) -> HttpResponse:
    """Begin to count the figures of the targets of a unit and year, and of the parts given below."""
    place, year = place_for(request), year_in(request)
    require(request, Permission.KEEP_RESULTS, place.area_id)
    own = standing_in(place.area_id, year)
    if not own:
        return redirect(f"{reverse('results')}?{urlencode({'don-vi': place.area_id, 'nam': year})}")
    return begin(request, own)


@needs(Permission.KEEP_RESULTS)
@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show how far the work is and what it gave; stop it on its owner's wish."""
    task = own_task(request, COUNT, key)
    area_id = task.payload["area"]
    query = urlencode({"don-vi": area_id, "nam": task.payload["year"]})
    told = {"task": task, "place": names_of([area_id], today()).get(area_id, ""), "query": query}
    if (answer := stopped_or_part(request, task, "staff/results/computing_part.html", told)) is not None:
        return answer
    if task.state == "done" and not task.result["left"]:
        targets = task.payload["targets"]
        if len(targets) == 1:
            return redirect("target", targets[0])
        return redirect(f"{reverse('results')}?{query}&da-tinh={task.result['written']}")
    page = "computed" if task.state == "done" else "computing"
    return render(request, f"staff/results/{page}.html", told | {"done": task.result})


def begin(request: HttpRequest, rows: Sequence[PlannedTarget]) -> HttpResponse:
    """Begin to count these targets and the parts of them that were given, and lead to how far it is."""
    parts = PlannedTarget.objects.filter(parent__in=rows, ended_at=None)
    owner, anew = str(request.session.session_key), "hom-nay" in request.POST
    task = start_counting([*rows, *parts], actor_of(request), owner, anew=anew)
    return redirect("computing-results", task.pk)
