"""The page of background work: found by who began it, stopped, asked by the script how far it is."""

import uuid
from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django_htmx.http import HttpResponseClientRedirect

from giamngheo.foundation.tasks import actions as tasks
from giamngheo.foundation.tasks.models import Task


def own_task(request: HttpRequest, kind: str, key: uuid.UUID) -> Task:
    """The task of this kind and key that this sitting began; 404 otherwise."""
    task = Task.objects.of_owner(str(request.session.session_key)).filter(kind=kind, pk=key).first()
    if task is None:
        raise Http404
    return task


def stopped_or_part(
    request: HttpRequest, task: Task, part: str, told: Mapping[str, Any] | None = None
) -> HttpResponse | None:
    """What is answered to a wish to stop, and to the script that asks how far the work is; else None.

    `part` is the template of the progress alone, `told` what it says besides the task.
    """
    if request.method == "POST":
        tasks.cancel(task)
        return redirect(request.path)
    if request.headers.get("HX-Request") != "true":
        return None
    if task.is_over:
        return HttpResponseClientRedirect(request.path)
    return render(request, part, {"task": task, **(told or {})})
