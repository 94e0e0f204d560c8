"""Photos and papers of a household: handed in, opened by who may see the household, put aside."""

from typing import Final
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from giamngheo.apps.households.actions import About, RegisterError, attach_paper, read_paper
from giamngheo.apps.households.models import Event, Household, Paper
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.files import FileKind
from giamngheo.foundation.files.keeping import LIMIT_BYTES
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import day_needed, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.registry.reaching import household_for, may_put_aside, taken_back

LONGEST: Final = 200


@needs(Permission.NOTE_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def attaching(request: HttpRequest, code: str) -> HttpResponse:
    """Show the form, or keep the photo or paper and show the household."""
    home = household_for(request, code, Permission.NOTE_HOUSEHOLDS)
    wrong: dict[str, str] = {}
    if request.method == "POST" and _keep(request, home, wrong):
        return redirect("household", home.code)
    told = {
        "household": home,
        "limit": LIMIT_BYTES,
        "today": today(),
        "typed": request.POST,
        "wrong": wrong,
    }
    return render(request, "staff/registry/paper.html", told, status=422 if wrong else 200)


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def opening(request: HttpRequest, code: str, paper_id: int) -> HttpResponse:
    """Hand out a photo or paper, as a file to save: nothing of it runs or shows within our pages."""
    home = household_for(request, code, Permission.SEE_HOUSEHOLDS)
    paper = _standing(home, paper_id)
    try:
        with read_paper(paper, actor_of(request)) as opened:
            content = opened.read()
    except FileNotFoundError:
        told = {"household": home, "title": paper.title}
        return render(request, "staff/registry/paper_missing.html", told, status=404)
    answer = HttpResponse(content, content_type=FileKind(paper.kind).media_type)
    name = quote(f"{paper.title}.{paper.kind}", safe="")
    answer["Content-Disposition"] = (
        f"attachment; filename=\"ho-{home.code}.{paper.kind}\"; filename*=UTF-8''{name}"
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@needs(Permission.NOTE_HOUSEHOLDS)
@require_POST
def putting_aside(request: HttpRequest, code: str, paper_id: int) -> HttpResponse:
    """Show a photo or paper no more, with its reason: one's own, or any for who keeps the register."""
    home = household_for(request, code, Permission.NOTE_HOUSEHOLDS)
    paper = _standing(home, paper_id)
    event = Event.objects.filter(pk=paper.recorded_by_id).first()
    if event is None or not may_put_aside(request, event, home):
        raise Http404
    return taken_back(request, event, home, "household")


def _standing(home: Household, paper_id: int) -> Paper:
    rows = Paper.objects.filter(household=home, superseded_by=None).select_related("household")
    paper = rows.filter(pk=paper_id).first() if paper_id < 2**63 else None
    if paper is None:
        raise Http404
    return paper


def _keep(request: HttpRequest, home: Household, wrong: dict[str, str]) -> bool:
    day = day_needed(request.POST, "ngay", "Chưa có ngày: gõ ngày chụp hoặc ngày của giấy tờ.", wrong)
    title = words_in(request.POST, "ten", LONGEST)
    given = request.FILES.get("tep")
    if not title:
        wrong["ten"] = "Chưa ghi tên: ghi đó là gì, như «Nhà ở nhìn từ ngõ»."
    if given is None:
        wrong["tep"] = "Chưa chọn tệp: chọn ảnh hoặc giấy tờ trên máy."
    if wrong or day is None or given is None:
        return False
    try:
        attach_paper(home, given, title, About(day), actor_of(request))
    except RegisterError as error:
        wrong["tep"] = str(error)
        return False
    return True
