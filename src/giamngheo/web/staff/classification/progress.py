"""Long work on a list: its progress, its end, its stop; it can be left and found again."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from giamngheo.apps.exchange import actions, intakes
from giamngheo.apps.exchange.models import UploadedList
from giamngheo.apps.households.actions.doubles import SEARCH
from giamngheo.foundation.tasks.models import Task
from giamngheo.web.components.running import owners_of
from giamngheo.web.staff.classification.access import own_list
from giamngheo.web.staff.reviews.long_work import KINDS

FILES = {
    # kind of task: its words, the page, what of the task the page is named by
    "exchange.compare_import": ("So danh sách với sổ hộ", "import", "import"),
    "exchange.write_import": ("Ghi danh sách vào sổ hộ", "import", "import"),
    "exchange.return_import": ("Ghi nhận xét vào danh sách", "import", "import"),
    intakes.COMPARE: ("So phiếu thu bằng ODK, Kobo với phiếu", "intake", "intake"),
    intakes.WRITE: ("Ghi phiếu thu bằng ODK, Kobo vào phiếu", "intake", "intake"),
    intakes.UNDO: ("Hoàn tác lần nhận phiếu thu", "intake", "intake"),
    intakes.RETURN: ("Ghi nhận xét vào tệp phiếu thu", "intake", "intake"),
}


@require_safe
def entrance(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Lead to where the list is now."""
    uploaded = own_list(request, key)
    task = actions.task_of(uploaded)
    if task is not None and not task.is_over:
        return redirect("list-progress", uploaded.id)
    if uploaded.is_classified:
        return redirect("list-result", uploaded.id)
    if uploaded.is_opened:
        return redirect("list-columns", uploaded.id)
    return redirect(f"{reverse('classification')}?danh-sach={uploaded.id}")


@require_safe
def page(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Show how far the work is; once it is over, go on."""
    uploaded = own_list(request, key)
    task = actions.task_of(uploaded)
    onward = reverse("list", args=[uploaded.id])
    if task is None or task.is_over:
        return HttpResponseClientRedirect(onward) if _asked_by_script(request) else redirect(onward)
    template = "progress_part.html" if _asked_by_script(request) else "progress.html"
    return render(request, f"staff/classification/{template}", {"uploaded": uploaded, "task": task})


def _asked_by_script(request: HttpRequest) -> bool:
    return request.headers.get("HX-Request") == "true"


@require_POST
def stop(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Stop the work; the file and the columns stay."""
    uploaded = own_list(request, key)
    actions.stop(uploaded)
    return redirect("list", uploaded.id)


@require_safe
def running(request: HttpRequest) -> HttpResponse:
    """«Việc đang chạy»: everything of this sitting and person that works or waits."""
    tasks = running_tasks(request)
    names = UploadedList.objects.in_bulk([task.payload["list"] for task in tasks if "list" in task.payload])
    works = [(task, names.get(uuid.UUID(task.payload["list"]))) for task in tasks if "list" in task.payload]
    searches = [task for task in tasks if task.kind == SEARCH]
    reviews = [(task, KINDS[task.kind]) for task in tasks if task.kind in KINDS]
    files = [(task, *FILES[task.kind]) for task in tasks if task.kind in FILES]
    told = {"works": works, "searches": searches, "reviews": reviews, "files": files}
    return render(request, "staff/running.html", told)


def running_tasks(request: HttpRequest) -> list[Task]:
    """Tasks of this sitting, or of the person who signed in, that are not over."""
    if not request.session.session_key:
        return []
    return list(Task.objects.filter(owner__in=owners_of(request)).not_over().order_by("created_at"))
