"""Long work on a round, watched by who began it: sheets that are scored, a large decision that is written."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from giamngheo.apps.reviews.actions.deciding import DECIDE
from giamngheo.apps.reviews.actions.scoring import SCORE
from giamngheo.apps.reviews.papers.certificates import DRAW, PRINT
from giamngheo.apps.reviews.papers.printing import picked_up
from giamngheo.apps.reviews.period_tables import TABULATE
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.tasks import actions as tasks
from giamngheo.foundation.tasks.models import Task
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.reviews.reaching import round_for


@dataclass(frozen=True)
class Kind:
    """A kind of work: what pages call it, its address, what it counts, whether it can be stopped.

    `told` is the template of what it gave, where that is no result of villages.
    """

    name: str
    address: str
    counted: str
    can_stop: bool
    told: str = ""


_CERTIFICATES: Final = "staff/reviews/told_certificates.html"
KINDS: Final[Mapping[str, Kind]] = {
    SCORE: Kind("Chấm phiếu", "review-scoring", "phiếu", can_stop=True),
    DECIDE: Kind("Ghi quyết định", "review-deciding", "hộ", can_stop=False),
    DRAW: Kind("Lập giấy chứng nhận", "certificates-drawing", "giấy", can_stop=True, told=_CERTIFICATES),
    PRINT: Kind(
        "Dựng tệp in giấy chứng nhận", "certificates-printing", "giấy", can_stop=True, told=_CERTIFICATES
    ),
    TABULATE: Kind(
        "Lập bảng diễn biến của cả kỳ",
        "review-tabulating",
        "hộ",
        can_stop=True,
        told="staff/review_checks/told_tables.html",
    ),
}


@needs(Permission.SEE_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: HttpRequest, round_id: int, key: uuid.UUID, kind: str) -> HttpResponse:
    """Show how far the work is and what it gave; stop it on its owner's wish."""
    one = round_for(request, round_id)
    mine = Task.objects.of_owner(str(request.session.session_key)).filter(kind=kind, pk=key)
    task = mine.filter(payload__round=one.pk).first()
    if task is None:
        raise Http404
    if request.method == "POST":
        if KINDS[kind].can_stop:
            tasks.cancel(task)
        return redirect(KINDS[kind].address, one.pk, key)
    told = {
        "task": task,
        "round": one,
        "kind": KINDS[kind],
        "area": names_of([one.area_id], one.opened_on).get(one.area_id, ""),
        "typed": _typed(task.payload) if kind == DECIDE else "",
    }
    if request.headers.get("HX-Request") == "true":
        if task.is_over:
            return HttpResponseClientRedirect(request.path)
        return render(request, "staff/reviews/long_work_part.html", told)
    return render(request, "staff/reviews/long_work.html", told)


def made_file(request: HttpRequest, round_id: int, key: uuid.UUID, kind: str) -> tuple[Task, bytes]:
    """A work of who asks and the file that it made, on the day on which it did; else 404."""
    one = round_for(request, round_id)
    mine = Task.objects.of_owner(str(request.session.session_key)).filter(kind=kind, pk=key)
    task = mine.filter(payload__round=one.pk).first()
    name = task.result.get("file", "") if task is not None else ""
    content = picked_up(name) if name else None
    if task is None or content is None:
        raise Http404
    return task, content


def _typed(payload: Mapping[str, Any]) -> str:
    """What was typed of the decision, for its form."""
    year, month, day = payload["day"].split("-")
    typed = {"so": payload["number"], "ngay": f"{day}/{month}/{year}", "nguoi-ky": payload["by"]}
    return urlencode(typed)
