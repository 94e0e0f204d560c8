"""Long work on a list: its progress, its end, its stop; it can be left and found again."""

import uuid
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from giamngheo.apps.dashboards.actions import SUM
from giamngheo.apps.exchange import actions, intakes
from giamngheo.apps.exchange.models import UploadedList
from giamngheo.apps.households.actions.doubles import SEARCH
from giamngheo.apps.programmes import actions as plans
from giamngheo.apps.results.actions import COUNT
from giamngheo.apps.snapshots.actions import MAKE
from giamngheo.foundation.kept_counts.actions import COUNT as COUNT_KEPT
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
    plans.READ: ("Đọc một kế hoạch", "plan-file", "plan"),
}
ALONE = {
    SEARCH: ("Tìm người trùng", "doubles-search"),
    MAKE: ("Chốt số liệu", "freezing-figures"),
    COUNT: ("Tính số thực hiện", "computing-results"),
    SUM: ("Cộng số liệu theo đơn vị", "dashboard-summing"),
    COUNT_KEPT: ("Đếm số liệu của địa bàn lớn", "counting"),
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
    lists = UploadedList.objects.in_bulk([task.payload["list"] for task in tasks if "list" in task.payload])
    told = ((task, _told_of(task, lists)) for task in tasks)
    works = [(task, *said) for task, said in told if said is not None]
    return render(request, "staff/running.html", {"works": works})


def _told_of(task: Task, lists: Mapping[uuid.UUID, UploadedList]) -> tuple[str, str] | None:
    """What a task is called, and where its page is; None where its list is gone."""
    told = task.payload
    if "list" in told:
        uploaded = lists.get(uuid.UUID(told["list"]))
        if uploaded is None:
            return None
        verb = "Đọc" if task.kind == "exchange.open" else "Phân loại"
        return f"{verb} «{uploaded.file_name}»", reverse("list", args=[uploaded.id])
    if task.kind in ALONE:
        words, address = ALONE[task.kind]
        return words, reverse(address, args=[task.pk])
    if task.kind in KINDS:
        kind = KINDS[task.kind]
        return f"{kind.name} của đợt rà soát", reverse(kind.address, args=[told["round"], task.pk])
    if task.kind in FILES:
        words, address, named_by = FILES[task.kind]
        return words, reverse(address, args=[told[named_by]])
    return None


def running_tasks(request: HttpRequest) -> list[Task]:
    """Tasks of this sitting, or of the person who signed in, that are not over."""
    if not request.session.session_key:
        return []
    return list(Task.objects.filter(owner__in=owners_of(request)).not_over().order_by("created_at"))
