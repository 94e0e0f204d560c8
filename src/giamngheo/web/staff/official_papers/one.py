"""One paper: what it says, where it stands, its code; taken away as .pdf or .docx; its deeds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_safe

from giamngheo.apps.papers.actions import note_handing_out
from giamngheo.apps.papers.documents import Document
from giamngheo.apps.papers.making import ChangedContentError, document_of_paper, pdf_of_paper, word_of_paper
from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.apps.papers.qr import svg_of
from giamngheo.apps.papers.queries import is_a_voucher, is_decision, is_own_decision, may_read, may_replace
from giamngheo.apps.papers.states import PaperState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import permissions_in
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.text import plain
from giamngheo.law.papers.template_library import templates
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.official_papers.listing import kinds, numbered, state_of
from giamngheo.web.staff.registry.done import told_done

ROWS_SHOWN: Final = 10  # of each table; all are in the files
CHOSEN_FROM: Final = 50
_MEDIA: Final = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@dataclass
class Typed:
    """What was typed into a form of the page, and what is wrong with it by the id of a field."""

    said: Mapping[str, str] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)


def paper_for(request: HttpRequest, issued_id: int) -> IssuedPaper:
    """The paper of this number where who asks may read it; 404 otherwise."""
    within = may_read(person_of(request), today())
    found = IssuedPaper.objects.filter(within, pk=issued_id).select_related("replaced_by").first()
    if found is None:
        raise Http404
    return found


def deeds_for(request: HttpRequest, paper: IssuedPaper) -> frozenset[str]:
    """What who asks may do with a paper now: issue, withdraw (ask, confirm, drop for a decision), replace.

    A voucher of the fund is cancelled with its entry, on the pages of the fund.
    """
    if is_a_voucher(paper):
        return frozenset()
    who = person_of(request)
    may = permissions_in(who, paper.area_id, today())
    may_issue = Permission.ISSUE_PAPERS in may
    found = set()
    if paper.state == PaperState.DRAFT:
        if may_issue and not is_own_decision(paper, who):
            found.add("issue")
        if may_issue or paper.drawn_up_by_id == who:
            found.add("withdraw")
    elif paper.state == PaperState.ISSUED:
        if may_issue:
            found |= {"replace", "drop_withdrawal" if paper.waits_to_be_withdrawn else "withdraw"}
        is_mine = paper.withdrawal_asked_by_id == who
        if Permission.DECIDE_REVIEWS in may and paper.waits_to_be_withdrawn and not is_mine:
            found.add("confirm_withdrawal")
    return frozenset(found)


@needs(Permission.SEE_HOUSEHOLDS)
@require_safe
def paper(request: HttpRequest, issued_id: int) -> HttpResponse:
    """Show a paper."""
    return paper_page(request, paper_for(request, issued_id))


def paper_page(request: HttpRequest, shown: IssuedPaper, typed: Typed | None = None) -> HttpResponse:
    """The page of a paper, with what was typed and why it was refused."""
    typed, who = typed or Typed(), person_of(request)
    may, address = deeds_for(request, shown), request.build_absolute_uri(_check_address(shown))
    document, changed = _document_of(shown)
    others = (
        list(may_replace(shown).order_by("-pk").defer("content")[:CHOSEN_FROM]) if "replace" in may else []
    )
    return render(
        request,
        "staff/official_papers/paper.html",
        {
            "paper": shown,
            "kind": kinds().get(shown.kind, ""),
            "document": document,
            "changed": changed,
            "state": state_of(shown),
            "numbered": numbered,
            "area": names_of([shown.area_id], today()).get(shown.area_id, "–"),
            "replaces": list(shown.replaces.order_by("pk").defer("content")[:CHOSEN_FROM]),
            "check_address": address,
            "qr": svg_of(address),
            "note": _note_of(document),
            "rows_shown": ROWS_SHOWN,
            "may": may,
            "withdrawn_by_two": shown.was_issued and is_decision(shown),
            "waits_for_another": _waits_for_another(request, shown),
            "others": others,
            "typed": typed.said,
            "wrong": typed.wrong,
            "today": today(),
            "me": who,
            "done": told_done(request),
        },
        status=422 if typed.wrong else 200,
    )


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def as_pdf(request: HttpRequest, issued_id: int) -> HttpResponse:
    """Give a paper to be printed and signed."""
    return _given(request, paper_for(request, issued_id), "pdf", pdf_of_paper)


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def as_word(request: HttpRequest, issued_id: int) -> HttpResponse:
    """Give a paper to be gone on with in Word."""
    return _given(request, paper_for(request, issued_id), "docx", word_of_paper)


def _given(
    request: HttpRequest, shown: IssuedPaper, ending: str, made: Callable[[IssuedPaper, str], bytes]
) -> HttpResponse:
    check_page = request.build_absolute_uri(reverse("check-papers"))
    try:
        content = made(shown, check_page)
    except ChangedContentError as error:
        return paper_page(request, shown, Typed(wrong={"": str(error)}))
    note_handing_out(shown, ending, actor_of(request))
    answer = HttpResponse(content, content_type=_MEDIA[ending])
    answer.headers["Content-Disposition"] = f'attachment; filename="{_file_name(shown)}.{ending}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _file_name(shown: IssuedPaper) -> str:
    """«quyet-dinh-07-qd-ubnd-2026»; a draft by its code."""
    words = (
        f"{shown.title} {numbered(shown)} {shown.day.year}"
        if shown.day
        else f"{shown.title} {shown.check_code}"
    )
    said = "-".join(plain(words).replace("/", " ").replace("-", " ").split())
    return said if shown.was_issued else f"du-thao-{said}"


def _check_address(shown: IssuedPaper) -> str:
    return reverse("check-paper", args=[shown.check_code])


def _document_of(shown: IssuedPaper) -> tuple[Document | None, str]:
    """What the paper says; None and why where it was changed behind the product's back."""
    try:
        return document_of_paper(shown), ""
    except ChangedContentError as error:
        return None, str(error)


def _note_of(document: Document | None) -> str:
    """What of its template awaits the gazette."""
    if document is None:
        return ""
    found = next((one for one in templates() if one.id == document.template), None)
    return found.note if found is not None and not found.verified else ""


def _waits_for_another(request: HttpRequest, shown: IssuedPaper) -> bool:
    return shown.state == PaperState.DRAFT and is_own_decision(shown, person_of(request))
