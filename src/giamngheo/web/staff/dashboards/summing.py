"""A large snapshot being summed in the background: how far it is, and then its dashboard."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from giamngheo.apps.dashboards.actions import SUM
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.web.components.guard import needs
from giamngheo.web.components.long_work import own_task, stopped_or_part


@needs(Permission.SEE_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show how far the work is; stop it on its owner's wish."""
    task = own_task(request, SUM, key)
    if (answer := stopped_or_part(request, task, "staff/dashboards/summing_part.html")) is not None:
        return answer
    if task.state == "done":
        found = Snapshot.objects.filter(pk=task.payload["snapshot"]).first()
        if found is not None:
            return redirect("dashboard", found.pk, found.area_id)
    return render(request, "staff/dashboards/summing.html", {"task": task})
