"""A spreadsheet of vouchers: looked at first, then written, undone as a whole."""

import time
import uuid
from pathlib import Path
from typing import Final

from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST
from django_htmx.http import HttpResponseClientRefresh

from giamngheo.apps.budgets.loading import undo
from giamngheo.apps.budgets.long_work import AT_ONCE, TAKE_IN, kept_in, start_taking_in, written
from giamngheo.apps.budgets.models import Loading
from giamngheo.apps.budgets.posting import BudgetError
from giamngheo.apps.budgets.queries import lines_of
from giamngheo.apps.budgets.sheets import LIMITS, Looked, look
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.tasks.models import Task
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.running import owners_of
from giamngheo.web.staff.budgets.reaching import Place, loading_for, place_for, require
from giamngheo.web.staff.budgets.shown import words

_ENDINGS: Final = frozenset({".xlsx", ".xls", ".ods", ".csv"})
_KEPT_SECONDS: Final = 24 * 60 * 60
_SALT: Final = "budgets.loading"
MOST_SHOWN: Final = 200


@needs(Permission.KEEP_MONEY)
@require_http_methods(["GET", "HEAD", "POST"])
def loading(request: HttpRequest) -> HttpResponse:
    """Show the form and what was taken in; look at a file; or write what can be written of it."""
    place = place_for(request)
    require(request, Permission.KEEP_MONEY, place.area_id)
    wrong: dict[str, str] = {}
    looked: Looked | None = None
    ticket = ""
    task = _task(request)
    if request.headers.get("HX-Request") == "true":
        if task is None or task.is_over:
            return HttpResponseClientRefresh()
        return render(request, "staff/budgets/loading_part.html", {"task": task, "place": place})
    if request.method == "POST":
        try:
            path, name, ticket = _file(request, place)
            lines = [one for one in lines_of(place.area_id, place.year) if one.allocated or one.disbursed]
            looked = look(path, lines, place.area_id, place.year, today())
            if "ghi" in request.POST:
                if looked.rows > AT_ONCE:
                    begun = start_taking_in(path.name, name, place.area, place.year, actor_of(request))
                    return redirect(f"{reverse('load-vouchers')}?{place.query}&viec={begun.id}")
                written(path, name, place.area, place.year, actor_of(request))
                return redirect(f"{reverse('budget-vouchers')}?{place.query}")
        except BudgetError as error:
            wrong = error.wrong
    told = {
        "place": place,
        "task": task,
        "looked": looked,
        "ticket": ticket,
        "most": MOST_SHOWN,
        "limit": LIMITS.bytes,
        "loadings": list(Loading.objects.filter(area=place.area_id).order_by("-pk")[:20]),
        "wrong": wrong,
        **words(),
    }
    return render(request, "staff/budgets/loading.html", told, status=422 if wrong else 200)


@needs(Permission.KEEP_MONEY)
@require_POST
def undoing(request: HttpRequest, loading_id: int) -> HttpResponse:
    """Reverse all that a file brought, with the reason."""
    row = loading_for(request, loading_id)
    require(request, Permission.KEEP_MONEY, row.area_id)
    back = f"{reverse('load-vouchers')}?don-vi={row.area_id}"
    try:
        undo(row, words_in(request.POST, "ly-do", 501), today(), actor_of(request))
    except BudgetError as error:
        told = {"errors": list(error.wrong.items()), "back": back, "title": "Chưa hoàn tác được"}
        return render(request, "staff/budgets/refused.html", told, status=422)
    return redirect(back)


def _task(request: HttpRequest) -> Task | None:
    """The work in the background that the address names, if it is of who asks."""
    try:
        number = uuid.UUID(request.GET.get("viec", ""))
    except ValueError:
        return None
    return Task.objects.filter(id=number, kind=TAKE_IN, owner__in=owners_of(request)).first()


def _file(request: HttpRequest, place: Place) -> tuple[Path, str, str]:
    """The file that was sent, or that was looked at before by its ticket; raises BudgetError."""
    folder = kept_in()
    if ticket := request.POST.get("phieu", ""):
        try:
            kept = signing.loads(ticket, salt=_SALT, max_age=_KEPT_SECONDS)
        except signing.BadSignature as error:
            raise Http404 from error
        path = folder / kept["stored"]
        if kept["area"] != place.area_id or kept["year"] != place.year or not path.is_file():
            raise BudgetError("Tệp đã xem không còn. Cách xử lý: chọn lại tệp.", "tep")
        return path, kept["name"], ticket
    given = request.FILES.get("tep")
    if given is None:
        raise BudgetError("Chưa chọn tệp. Cách xử lý: chọn bảng chứng từ .xlsx, .xls, .ods hoặc .csv.", "tep")
    name = given.name or "tệp"
    ending = Path(name).suffix.lower()
    if ending not in _ENDINGS or (given.size or 0) > LIMITS.bytes:
        raise BudgetError(
            "Tệp không phải .xlsx, .xls, .ods, .csv hoặc quá lớn. Cách xử lý: lưu lại bảng theo loại ấy.",
            "tep",
        )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _forget_old(folder)
    stored = f"{uuid.uuid4().hex}{ending}"
    path = folder / stored
    path.write_bytes(given.read())
    told = {"stored": stored, "name": name, "area": place.area_id, "year": place.year}
    return path, name, signing.dumps(told, salt=_SALT)


def _forget_old(folder: Path) -> None:
    """Remove what was looked at and never written."""
    for one in folder.iterdir():
        if one.stat().st_mtime < time.time() - _KEPT_SECONDS:
            one.unlink(missing_ok=True)
