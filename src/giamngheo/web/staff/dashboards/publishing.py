"""Figures of a commune shown to everybody: what will be left out is seen first; taken back with a reason."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from giamngheo.apps.dashboards.actions import LONGEST_REASON, DashboardError, publish, take_back
from giamngheo.apps.dashboards.models import FiguresPage
from giamngheo.apps.snapshots.files import BrokenSnapshotError
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import may
from giamngheo.foundation.areas.naming import names_of
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.reports.reaching import snapshot_for


@needs(Permission.FREEZE_FIGURES)
@require_http_methods(["GET", "HEAD", "POST"])
def publishing(request: HttpRequest, snapshot_id: int) -> HttpResponseBase:
    """Show whether a snapshot is published, by whom and when; publish it after a tick, or take it back."""
    snapshot = snapshot_for(request, snapshot_id)
    if not may(person_of(request), Permission.FREEZE_FIGURES, snapshot.area_id, today()):
        raise Http404
    wrong: dict[str, str] = {}
    if request.method == "POST":
        try:
            if request.POST.get("lam") == "rut":
                page = FiguresPage.objects.filter(snapshot=snapshot, taken_back_at=None).first()
                if page is not None:
                    take_back(page, words_in(request.POST, "ly-do", LONGEST_REASON), actor_of(request))
            elif not request.POST.get("dong-y"):
                wrong["dong-y"] = "Chưa xác nhận: đọc điều trên rồi đánh dấu vào ô này."
            else:
                publish(snapshot, settings.SMALLEST_TOLD, actor_of(request))
        except DashboardError as error:
            wrong[error.about] = str(error)
        except BrokenSnapshotError:
            return redirect("report", snapshot.pk)
        if not wrong:
            return redirect("publish-figures", snapshot.pk)
    pages = list(FiguresPage.objects.filter(snapshot=snapshot).defer("told").order_by("-pk"))
    open_page = next((page for page in pages if page.taken_back_at is None), None)
    told = {
        "snapshot": snapshot,
        "area": names_of([snapshot.area_id], snapshot.closing).get(snapshot.area_id, ""),
        "open_page": open_page,
        "address": request.build_absolute_uri(reverse("published-figures", args=[open_page.code]))
        if open_page
        else "",
        "taken_back": [page for page in pages if page.taken_back_at is not None],
        "smallest": settings.SMALLEST_TOLD,
        "typed": request.POST,
        "wrong": wrong,
    }
    return _shown(request, told, wrong)


def _shown(request: HttpRequest, told: dict[str, object], wrong: dict[str, str]) -> HttpResponse:
    return render(request, "staff/dashboards/publishing.html", told, status=422 if wrong else 200)
