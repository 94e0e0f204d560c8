"""«Giấy chứng nhận» of a decision: drawn up, issued and printed together, of all villages or a chosen one."""

import uuid
from typing import Final
from urllib.parse import urlencode

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from giamngheo.apps.papers.states import PaperState
from giamngheo.apps.reviews.actions import ReviewError
from giamngheo.apps.reviews.models import Certificate, Decision
from giamngheo.apps.reviews.papers.certificates import (
    PRINT,
    Chosen,
    draw,
    issue_chosen,
    start_drawing,
    start_printing,
)
from giamngheo.apps.reviews.papers.printing import PDF, ZIP, printed
from giamngheo.apps.reviews.papers.rows import LISTED
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.naming import names_of
from giamngheo.web.components.acting_person import actor_of, today
from giamngheo.web.components.asked import day_needed, number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import number
from giamngheo.web.staff.reviews.long_work import made_file
from giamngheo.web.staff.reviews.reaching import may_here, require, round_for, seen_by

DRAWN_AT_ONCE: Final = 200
"""Certificates that are drawn up well within two seconds."""
PRINTED_AT_ONCE: Final = {PDF: 60, ZIP: 10}
"""Certificates of which a file is made well within two seconds."""
_MEDIA: Final = {PDF: "application/pdf", ZIP: "application/zip"}
_NO_DAY: Final = "Chưa có ngày ký: gõ như 1/9/2026 hoặc 010926."
_LONGEST_NUMBER: Final = 20


@needs(Permission.SEE_HOUSEHOLDS)
@require_http_methods(["GET", "HEAD", "POST"])
def certificates(request: HttpRequest, round_id: int, decision_id: int) -> HttpResponse:
    """Show who of a decision has a certificate, or do with those chosen what was asked."""
    one = round_for(request, round_id)
    decision = get_object_or_404(Decision.objects.select_related("round"), pk=decision_id, round=one)
    chosen = _chosen(request, decision)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        deed = {"lap": _draw, "ban-hanh": _issue, "in": _print}.get(request.POST.get("lam", ""))
        if deed is None:
            wrong[""] = "Chưa rõ việc cần làm: bấm lại một nút của trang."
        else:
            try:
                answer = deed(request, chosen, wrong)
                if answer is not None:
                    return answer
            except ReviewError as error:
                wrong[error.about] = str(error)
    return _page(request, chosen, wrong)


def _page(request: HttpRequest, chosen: Chosen, wrong: dict[str, str]) -> HttpResponse:
    decision, one = chosen.decision, chosen.decision.round
    may = may_here(request, one.area_id)
    of_all = Chosen(decision)
    villages = dict(
        of_all.entries.filter(seen_by(request)).order_by().values_list("area_id").annotate(Count("pk"))
    )
    drawn = Certificate.objects.filter(decision=decision, entry__in=chosen.entries.filter(seen_by(request)))
    states = dict(drawn.values_list("paper__state").annotate(Count("pk")))
    names = names_of([one.area_id, *villages], one.opened_on)
    told = {
        "round": one,
        "decision": decision,
        "chosen": chosen,
        "query": _query(chosen),
        "villages": sorted(((names.get(area, "–"), area, count) for area, count in villages.items())),
        "area": names.get(one.area_id, ""),
        "total": chosen.entries.filter(seen_by(request)).count(),
        "without": chosen.without.filter(seen_by(request)).count(),
        "drafts": states.get(PaperState.DRAFT, 0),
        "issued": states.get(PaperState.ISSUED, 0),
        "withdrawn": states.get(PaperState.WITHDRAWN, 0) + states.get(PaperState.REPLACED, 0),
        "own_drafts": drawn.filter(
            paper__state=PaperState.DRAFT, paper__drawn_up_by_id=request.user.pk
        ).exists(),
        "may_draw": Permission.LEAD_REVIEWS in may,
        "may_issue": Permission.ISSUE_PAPERS in may,
        "typed": request.POST,
        "today": today(),
        "wrong": wrong,
        "done": _done_words(request),
    }
    return render(request, "staff/reviews/certificates.html", told, status=422 if wrong else 200)


def _draw(request: HttpRequest, chosen: Chosen, wrong: dict[str, str]) -> HttpResponse | None:
    require(request, Permission.LEAD_REVIEWS, chosen.decision.round.area_id)
    if chosen.without.count() > DRAWN_AT_ONCE:
        task = start_drawing(chosen, actor_of(request), str(request.session.session_key))
        return redirect("certificates-drawing", chosen.decision.round_id, task.pk)
    drawn = draw(chosen.decision, list(chosen.without), actor_of(request))
    return _back(chosen, "lap", len(drawn))


def _issue(request: HttpRequest, chosen: Chosen, wrong: dict[str, str]) -> HttpResponse | None:
    require(request, Permission.ISSUE_PAPERS, chosen.decision.round.area_id)
    day = day_needed(request.POST, "ngay", _NO_DAY, wrong)
    if day is None:
        return None
    first = words_in(request.POST, "so-dau", _LONGEST_NUMBER)
    return _back(chosen, "ban-hanh", len(issue_chosen(chosen, first, day, actor_of(request))))


def _print(request: HttpRequest, chosen: Chosen, wrong: dict[str, str]) -> HttpResponse | None:
    require(request, Permission.SEE_HOUSEHOLDS, chosen.decision.round.area_id)
    ending = ZIP if request.POST.get("tep") == ZIP else PDF
    check_page = request.build_absolute_uri(reverse("check-papers"))
    actor, rows = actor_of(request), chosen.papers
    if rows.count() > PRINTED_AT_ONCE[ending]:
        owner = str(request.session.session_key)
        task = start_printing(chosen, ending, check_page, actor, owner)
        return redirect("certificates-printing", chosen.decision.round_id, task.pk)
    return _given(printed(list(rows), ending, check_page, actor), ending)


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def printed_file(request: HttpRequest, round_id: int, key: uuid.UUID) -> HttpResponse:
    """Give a file that was made in the background to who asked for it, on the day on which it was made."""
    task, content = made_file(request, round_id, key, PRINT)
    return _given(content, task.payload["ending"])


def _given(content: bytes, ending: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=_MEDIA[ending])
    answer.headers["Content-Disposition"] = f'attachment; filename="giay-chung-nhan.{ending}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _chosen(request: HttpRequest, decision: Decision) -> Chosen:
    """The village and class of the address; what is not there is as if it had not been asked."""
    asked = request.GET
    area, named = number_in(asked, "thon"), asked.get("dien", "")
    return Chosen(decision, area, named if named in LISTED else "")


def _query(chosen: Chosen) -> str:
    said = {"thon": str(chosen.area_id or ""), "dien": chosen.household_class}
    return urlencode({name: value for name, value in said.items() if value})


def _back(chosen: Chosen, done: str, count: int) -> HttpResponse:
    address = reverse("certificates", args=[chosen.decision.round_id, chosen.decision.pk])
    said = "&".join(filter(None, (_query(chosen), urlencode({"xong": done, "so": count}))))
    return redirect(f"{address}?{said}")


def _done_words(request: HttpRequest) -> str:
    count, done = number_in(request.GET, "so") or 0, request.GET.get("xong", "")
    return {
        "lap": f"Đã lập {number(count)} dự thảo giấy chứng nhận.",
        "ban-hanh": f"Đã ban hành {number(count)} giấy chứng nhận.",
    }.get(done, "")
