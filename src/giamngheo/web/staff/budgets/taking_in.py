"""A spreadsheet of vouchers, allocations or needs: looked at first, then written, undone as a whole."""

import hashlib
import tempfile
import time
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from django.core import signing
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from giamngheo.apps.budgets.actions import Paper
from giamngheo.apps.budgets.dimensions import programmes_of
from giamngheo.apps.budgets.loading import undo
from giamngheo.apps.budgets.long_work import AT_ONCE, TAKE_IN, kept_in, start_taking_in, written
from giamngheo.apps.budgets.looking import Asking, look_at, taken_in_before
from giamngheo.apps.budgets.models import Loading
from giamngheo.apps.budgets.posting import BudgetError
from giamngheo.apps.budgets.sheets import LIMITS
from giamngheo.apps.budgets.sheets.allocations import Allocation
from giamngheo.apps.budgets.sheets.faulty import faulty_rows
from giamngheo.apps.budgets.states import DecisionKind, LoadingKind
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.sheets import write_workbook
from giamngheo.foundation.tasks.models import Task
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import day_in, words_in
from giamngheo.web.components.exporting import XLSX
from giamngheo.web.components.guard import needs
from giamngheo.web.components.running import owners_of
from giamngheo.web.staff.budgets.reaching import Place, loading_for, may_here, place_for, require
from giamngheo.web.staff.budgets.shown import words
from giamngheo.web.staff.budgets.typed import choices, natures, sources

_ENDINGS: Final = frozenset({".xlsx", ".xls", ".ods", ".csv"})
_KEPT_SECONDS: Final = 24 * 60 * 60
_SALT: Final = "budgets.loading"
MOST_SHOWN: Final = 200
_DECISIONS: Final = (DecisionKind.ALLOCATE, DecisionKind.RECEIVE)
_PAPER: Final = ("so", "ngay", "co-quan", "trich-yeu")


@dataclass(frozen=True)
class Told:
    """What the page of a kind of sheet is called, where it is and where it leads."""

    title: str
    here: str
    back: str
    back_word: str
    file: str


TOLD: Final[Mapping[LoadingKind, Told]] = {
    LoadingKind.VOUCHERS: Told(
        "Nạp chứng từ từ tệp",
        "load-vouchers",
        "budget-vouchers",
        "Chứng từ chi",
        "Bảng chứng từ của kho bạc hoặc của đơn vị",
    ),
    LoadingKind.ALLOCATION: Told(
        "Nạp bảng phân bổ từ tệp",
        "load-allocation",
        "budget-decisions",
        "Quyết định",
        "Bảng phân bổ kèm quyết định",
    ),
    LoadingKind.NEEDS: Told(
        "Nạp nhu cầu từ tệp", "load-needs", "budget-needs", "Nhu cầu, dự toán", "Bảng nhu cầu kinh phí"
    ),
}


@needs(Permission.KEEP_MONEY)
@require_http_methods(["GET", "HEAD", "POST"])
def vouchers(request: HttpRequest) -> HttpResponse:
    """Show the form and what was taken in; look at a file; or write its vouchers that can be written."""
    return _page(request, LoadingKind.VOUCHERS)


@needs(Permission.KEEP_MONEY)
@require_http_methods(["GET", "HEAD", "POST"])
def allocation(request: HttpRequest) -> HttpResponse:
    """Look at a sheet of allocations, or draft the decision out of its good rows."""
    return _page(request, LoadingKind.ALLOCATION)


@needs(Permission.KEEP_MONEY)
@require_http_methods(["GET", "HEAD", "POST"])
def needed(request: HttpRequest) -> HttpResponse:
    """Look at a sheet of needs, or keep its good rows."""
    return _page(request, LoadingKind.NEEDS)


@needs(Permission.KEEP_MONEY)
@require_safe
def faulty(request: HttpRequest) -> HttpResponseBase:
    """Give the rows of a file that was looked at which cannot be written, with what to mend."""
    if "phieu" not in request.GET:
        return redirect("budgets")
    asking = _kept(request.GET["phieu"])
    if Permission.KEEP_MONEY not in may_here(request, asking.area):
        raise Http404
    path = kept_in() / asking.stored
    if not path.is_file():
        raise Http404
    sheet = faulty_rows(look_at(path, asking, today()))
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "dong-can-sua.xlsx"
        write_workbook(target, [sheet])
        # The folder goes when we leave; the open file stays readable until it is sent.
        return FileResponse(
            target.open("rb"), as_attachment=True, filename="dong-can-sua.xlsx", content_type=XLSX
        )


@needs(Permission.KEEP_MONEY)
@require_POST
def undoing(request: HttpRequest, loading_id: int) -> HttpResponse:
    """Reverse or take back all that a file brought, with the reason."""
    row = loading_for(request, loading_id)
    require(request, Permission.KEEP_MONEY, row.area_id)
    back = f"{reverse(TOLD[LoadingKind(row.kind)].here)}?don-vi={row.area_id}"
    try:
        undo(row, words_in(request.POST, "ly-do", 501), today(), actor_of(request))
    except BudgetError as error:
        told = {"errors": list(error.wrong.items()), "back": back, "title": "Chưa hoàn tác được"}
        return render(request, "staff/budgets/refused.html", told, status=422)
    return redirect(back)


def _page(request: HttpRequest, kind: LoadingKind) -> HttpResponse:
    place, of = place_for(request), TOLD[kind]
    require(request, Permission.KEEP_MONEY, place.area_id)
    task = _task(request)
    if request.headers.get("HX-Request") == "true":
        if task is None or task.is_over:
            return HttpResponseClientRefresh()
        return render(request, "staff/budgets/loading_part.html", {"task": task, "place": place, "of": of})
    wrong, looked, ticket = dict[str, str](), None, ""
    before, typed = None, request.POST.dict()
    if request.method == "POST":
        try:
            path, asking, ticket = _file(request, place, kind)
            typed |= _shown(asking)
            looked = look_at(path, asking, today())
            before = taken_in_before(asking, hashlib.sha256(path.read_bytes()).hexdigest())
            if "ghi" in request.POST:
                return _write(request, place, asking, looked.rows)
            if isinstance(looked, Allocation):
                typed |= {**looked.paper, "trich-yeu": f"Giao, phân bổ kinh phí năm {place.year}"}
        except BudgetError as error:
            wrong = error.wrong
    loadings = Loading.objects.filter(area=place.area_id, kind=kind).select_related("decision")
    told = {
        "place": place,
        "of": of,
        "kind": kind.value,
        "task": task,
        "looked": looked,
        "before": before,
        "ticket": ticket,
        "most": MOST_SHOWN,
        "limit": LIMITS.bytes,
        "programmes": [(one.id, one.short_name) for one in programmes_of(place.year)],
        "decisions": [(one.value, one.label) for one in _DECISIONS],
        "loadings": list(loadings.order_by("-pk")[:20]),
        "typed": typed,
        "wrong": wrong,
        **choices(place),
        **words(),
    }
    return render(request, "staff/budgets/loading.html", told, status=422 if wrong else 200)


def _write(request: HttpRequest, place: Place, asking: Asking, rows: int) -> HttpResponse:
    """Write what was looked at, in the background where it is long; raises BudgetError."""
    paper = _paper(request) if asking.kind == LoadingKind.ALLOCATION else None
    of = TOLD[LoadingKind(asking.kind)]
    if rows > AT_ONCE:
        begun = start_taking_in(asking, paper, actor_of(request))
        return redirect(f"{reverse(of.here)}?{place.query}&viec={begun.id}")
    made = written(kept_in() / asking.stored, asking, paper, actor_of(request))
    if made.decision_id:
        return redirect("budget-decision", made.decision_id)
    return redirect(f"{reverse(of.back)}?{place.query}")


def _paper(request: HttpRequest) -> Paper:
    """The paper of the decision as it is typed; number and day may wait until it is put in force."""
    number, day, issuer, title = (words_in(request.POST, name, 301) for name in _PAPER)
    signed, _, fault = day_in(request.POST, "ngay", today())
    if fault:
        raise BudgetError(fault, "ngay")
    return Paper(title, number, signed if day else None, issuer)


def _task(request: HttpRequest) -> Task | None:
    """The work in the background that the address names, if it is of who asks."""
    try:
        number = uuid.UUID(request.GET.get("viec", ""))
    except ValueError:
        return None
    return Task.objects.filter(id=number, kind=TAKE_IN, owner__in=owners_of(request)).first()


def _kept(ticket: str) -> Asking:
    """What a ticket says of a file that was looked at; not found where it is not ours or too old."""
    try:
        return Asking(**signing.loads(ticket, salt=_SALT, max_age=_KEPT_SECONDS))
    except (signing.BadSignature, TypeError) as error:
        raise Http404 from error


def _file(request: HttpRequest, place: Place, kind: LoadingKind) -> tuple[Path, Asking, str]:
    """The file that was sent, or that was looked at before by its ticket; raises BudgetError."""
    folder = kept_in()
    if ticket := request.POST.get("phieu", ""):
        asking = _kept(ticket)
        path = folder / asking.stored
        if (asking.area, asking.year, asking.kind) != (place.area_id, place.year, kind) or not path.is_file():
            raise BudgetError("Tệp đã xem không còn. Cách xử lý: chọn lại tệp.", "tep")
        return path, asking, ticket
    given = request.FILES.get("tep")
    if given is None:
        raise BudgetError("Chưa chọn tệp. Cách xử lý: chọn bảng .xlsx, .xls, .ods hoặc .csv.", "tep")
    name = given.name or "tệp"
    ending = Path(name).suffix.lower()
    if ending not in _ENDINGS or (given.size or 0) > LIMITS.bytes:
        raise BudgetError(
            "Tệp không phải .xlsx, .xls, .ods, .csv hoặc quá lớn. Cách xử lý: lưu lại bảng theo loại ấy.",
            "tep",
        )
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    _forget_old(folder)
    asking = _asked(request, f"{uuid.uuid4().hex}{ending}", name, place, kind)
    path = folder / asking.stored
    path.write_bytes(given.read())
    return path, asking, signing.dumps(asdict(asking), salt=_SALT)


def _asked(request: HttpRequest, stored: str, name: str, place: Place, kind: LoadingKind) -> Asking:
    """How a file is to be read, as it was chosen; what is no choice is left out."""
    typed, offered = request.POST, programmes_of(place.year)
    marked, _, project = words_in(typed, "project", 80).rpartition(":")
    wanted = marked or typed.get("programme", "")
    programme = next((one for one in offered if one.id == wanted), next(iter(offered), None))
    chosen = {
        name: value
        for name, there in (("nature", natures(place.year)), ("source", sources(place.year)))
        if (value := typed.get(name, "")) in {one for one, _ in there}
    }
    if programme is not None:
        chosen["programme"] = programme.id
        chosen["project"] = project if programme.project(project) else ""
    decision = next((one for one in _DECISIONS if one == typed.get("decision")), DecisionKind.ALLOCATE)
    return Asking(stored, name, place.area_id, place.year, kind.value, decision.value, **chosen)


def _shown(asking: Asking) -> dict[str, str]:
    """What was chosen for a file, as the form offers it."""
    running = programmes_of(asking.year)[0].id if programmes_of(asking.year) else ""
    mark = f"{asking.programme}:" if asking.project and asking.programme != running else ""
    return {**asdict(asking), "project": f"{mark}{asking.project}"}


def _forget_old(folder: Path) -> None:
    """Remove what was looked at and never written."""
    for one in folder.iterdir():
        if one.stat().st_mtime < time.time() - _KEPT_SECONDS:
            one.unlink(missing_ok=True)
