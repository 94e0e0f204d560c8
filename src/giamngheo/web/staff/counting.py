"""Figures of a large unit being counted in the background: how far it is, then back to the page."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from giamngheo.foundation.accounts.scope import may
from giamngheo.foundation.kept_counts.actions import COUNT, start_counting
from giamngheo.foundation.kept_counts.kinds import UnknownCountError, count_kind
from giamngheo.foundation.kept_counts.queries import kept_count
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.components.guard import signed_in
from giamngheo.web.components.long_work import own_task, stopped_or_part

_LONGEST_ADDRESS = 2000


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show how far the counting is; stop it on its owner's wish."""
    task = own_task(request, COUNT, key)
    if (answer := stopped_or_part(request, task, "staff/counting_part.html")) is not None:
        return answer
    if task.state == "done":
        return redirect(task.payload["back"])
    return render(request, "staff/counting.html", {"task": task})


@signed_in
@require_POST
def anew(request: HttpRequest) -> HttpResponse:
    """Count kept figures once more, for who may see all of the unit."""
    kind, area_id = words_in(request.POST, "loai", 60), number_in(request.POST, "don-vi")
    about, back = words_in(request.POST, "ve-viec", 60), request.POST.get("ve", "")[:_LONGEST_ADDRESS]
    try:
        permission = count_kind(kind).permission
    except UnknownCountError:
        raise Http404 from None
    if area_id is None or not may(person_of(request), permission, area_id, today()):
        raise Http404
    if kept_count(kind, area_id, about) is None:
        raise Http404
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = "/"
    task = start_counting(
        kind,
        area_id,
        about,
        user=person_of(request),
        owner=str(request.session.session_key),
        back=back,
        title=words_in(request.POST, "ten", 120),
    )
    return redirect("counting", task.pk)
