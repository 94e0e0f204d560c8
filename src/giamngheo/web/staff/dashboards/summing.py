"""A large snapshot being summed in the background: how far it is, and then its dashboard."""

import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from giamngheo.apps.dashboards.actions import SUM
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.tasks import actions as tasks
from giamngheo.foundation.tasks.models import Task
from giamngheo.web.components.guard import needs


@needs(Permission.SEE_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show how far the work is; stop it on its owner's wish."""
    task = Task.objects.of_owner(str(request.session.session_key)).filter(kind=SUM, pk=key).first()
    if task is None:
        raise Http404
    if request.method == "POST":
        tasks.cancel(task)
        return redirect("dashboard-summing", key)
    if request.headers.get("HX-Request") == "true":
        if task.is_over:
            return HttpResponseClientRedirect(request.path)
        return render(request, "staff/dashboards/summing_part.html", {"task": task})
    if task.state == "done":
        found = Snapshot.objects.filter(pk=task.payload["snapshot"]).first()
        if found is not None:
            return redirect("dashboard", found.pk, found.area_id)
    return render(request, "staff/dashboards/summing.html", {"task": task})
