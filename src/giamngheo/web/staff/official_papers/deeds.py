"""What is done with a paper: issued under a number and day, withdrawn or replaced with a reason."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from giamngheo.apps.papers.actions import (
    PaperError,
    ask_to_withdraw,
    confirm_withdrawal,
    drop_withdrawal,
    issue,
    replace,
    withdraw,
)
from giamngheo.apps.papers.codes import code_in
from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.apps.papers.queries import is_a_voucher, is_decision, may_replace
from giamngheo.apps.papers.states import PaperState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import permissions_in
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.asked import day_needed, number_in, words_in
from giamngheo.web.components.guard import needs
from giamngheo.web.staff.official_papers.one import Typed, paper_for, paper_page
from giamngheo.web.staff.registry.done import tell_done

_LONGEST_REASON = 1000
_LONGEST_NUMBER = 20
_NO_DAY = "Chưa có ngày ký: gõ như 1/9/2026 hoặc 010926."
_NO_OTHER = (
    "Chưa chọn văn bản thay: chọn một văn bản trong danh sách, hoặc gõ đúng mã kiểm tra 16 chữ số của một "
    "văn bản cùng loại, cùng đơn vị, đang có giá trị."
)


@needs(Permission.ISSUE_PAPERS)
@require_POST
def issuing(request: HttpRequest, issued_id: int) -> HttpResponse:
    """Issue a draft under the number and day that were typed."""
    paper, typed = paper_for(request, issued_id), Typed(request.POST)
    _refuse_without_right(request, paper)
    day = day_needed(request.POST, "ngay", _NO_DAY, typed.wrong)
    if day is None:
        return paper_page(request, paper, typed)
    number = words_in(request.POST, "so", _LONGEST_NUMBER)
    fields = {"number": "so", "day": "ngay"}
    return _done(request, paper, typed, fields, lambda: issue(paper, number, day, actor_of(request)))


@needs(Permission.SEE_HOUSEHOLDS)
@require_POST
def withdrawing(request: HttpRequest, issued_id: int) -> HttpResponse:
    """Withdraw a paper, put a draft aside or, of an issued decision, ask for it, with the reason typed."""
    paper, typed = paper_for(request, issued_id), Typed(request.POST)
    if paper.was_issued or paper.drawn_up_by_id != person_of(request):
        _refuse_without_right(request, paper)
    reason = words_in(request.POST, "ly-do", _LONGEST_REASON + 1)
    deed = ask_to_withdraw if paper.was_issued and is_decision(paper) else withdraw
    fields = {"reason": "ly-do"}
    return _done(request, paper, typed, fields, lambda: deed(paper, reason, actor_of(request)))


@needs(Permission.DECIDE_REVIEWS)
@require_POST
def confirming_withdrawal(request: HttpRequest, issued_id: int) -> HttpResponse:
    """Withdraw a decision as somebody else asked."""
    paper, typed = paper_for(request, issued_id), Typed(request.POST)
    if Permission.DECIDE_REVIEWS not in permissions_in(person_of(request), paper.area_id, today()):
        raise Http404
    return _done(request, paper, typed, {}, lambda: confirm_withdrawal(paper, actor_of(request)))


@needs(Permission.ISSUE_PAPERS)
@require_POST
def dropping_withdrawal(request: HttpRequest, issued_id: int) -> HttpResponse:
    """Let a decision stand of which somebody asked that it be withdrawn."""
    paper, typed = paper_for(request, issued_id), Typed(request.POST)
    _refuse_without_right(request, paper)
    return _done(request, paper, typed, {}, lambda: drop_withdrawal(paper, actor_of(request)))


@needs(Permission.ISSUE_PAPERS)
@require_POST
def replacing(request: HttpRequest, issued_id: int) -> HttpResponse:
    """Let the chosen paper take the place of this one."""
    paper, typed = paper_for(request, issued_id), Typed(request.POST)
    _refuse_without_right(request, paper)
    other = _other(request, paper)
    if other is None:
        typed.wrong["thay-bang"] = _NO_OTHER
        return paper_page(request, paper, typed)
    reason = words_in(request.POST, "ly-do-thay", _LONGEST_REASON + 1)
    fields = {"reason": "ly-do-thay", "by": "thay-bang"}
    return _done(request, paper, typed, fields, lambda: replace(paper, other, reason, actor_of(request)))


def _other(request: HttpRequest, paper: IssuedPaper) -> IssuedPaper | None:
    """The paper that was chosen: by the code that was typed, else from the list."""
    code = code_in(words_in(request.POST, "ma-thay"))
    if code is not None:
        return may_replace(paper).filter(check_code=code).first()
    return may_replace(paper).filter(pk=number_in(request.POST, "thay-bang") or 0).first()


def _refuse_without_right(request: HttpRequest, paper: IssuedPaper) -> None:
    may = permissions_in(person_of(request), paper.area_id, today())
    if Permission.ISSUE_PAPERS not in may or is_a_voucher(paper):
        raise Http404


def _done(
    request: HttpRequest,
    paper: IssuedPaper,
    typed: Typed,
    fields: dict[str, str],
    deed: Callable[[], IssuedPaper],
) -> HttpResponse:
    """Do it and show the paper; what was refused is told on the page, with all that was typed."""
    try:
        after = deed()
    except PaperError as error:
        typed.wrong[fields.get(error.about, "")] = str(error)
        return paper_page(request, paper_for(request, paper.pk), typed)
    waits = ", chờ người khác xác nhận thu hồi" if after.waits_to_be_withdrawn else ""
    tell_done(request, f"Đã ghi: văn bản {PaperState(after.state).label}{waits}.")
    return redirect("paper", paper.pk)
