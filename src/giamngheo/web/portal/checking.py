"""«Kiểm tra văn bản»: whether the paper of a code is genuine and holds now; no content, no person."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from giamngheo.apps.papers.codes import code_in
from giamngheo.apps.papers.published import Told, paper_of_code
from giamngheo.apps.papers.states import PaperState
from giamngheo.apps.reviews.published import publication_of_paper
from giamngheo.web.components.errors import too_many
from giamngheo.web.portal.limit import asks_too_often

_LONGEST: Final = 60
_NO_CODE: Final = (
    "Mã vừa gõ không phải mã kiểm tra: mã có đúng 16 chữ số và chữ số cuối phải khớp các chữ số trước. "
    "Xem lại mã in cuối văn bản rồi gõ lại."
)


@dataclass(frozen=True)
class Standing:
    """How a state is shown: its words, sign and colour, and what it means for who holds the paper."""

    words: str
    icon: str
    style: str
    meaning: str


_NONE: Final = Standing(
    "Không có văn bản nào mang mã này",
    "alert-triangle",
    "lacking",
    "Xem lại từng chữ số của mã. Nếu mã gõ đúng như trên giấy, đừng dùng giấy đó: hỏi đơn vị ghi trên giấy.",
)
_DROPPED: Final = Standing(
    "Dự thảo đã bỏ, không ban hành",
    "x",
    "lacking",
    "Văn bản này chưa từng được ban hành và không được dùng.",
)
_STANDINGS: Final = {
    PaperState.ISSUED: Standing("Đang có giá trị", "circle-check", "fine", ""),
    PaperState.REPLACED: Standing(
        "Đã được thay", "refresh", "lacking", "Văn bản này không còn dùng; dùng văn bản thay thế."
    ),
    PaperState.WITHDRAWN: Standing(
        "Đã thu hồi", "x", "lacking", "Văn bản này không còn giá trị. Cần biết vì sao: hỏi đơn vị ban hành."
    ),
    PaperState.DRAFT: Standing(
        "Dự thảo, chưa ban hành",
        "info-circle",
        "unknown",
        "Chưa ai ký ban hành văn bản này nên nó chưa có giá trị.",
    ),
}


@require_safe
def asking(request: HttpRequest) -> HttpResponseBase:
    """Ask for a code; one that was typed leads to the page of its paper."""
    if "ma" not in request.GET:
        return _page(request, "", 200)
    typed = request.GET["ma"][:_LONGEST].replace("\0", "")
    code = code_in(typed)
    return redirect("check-paper", code) if code else _page(request, typed, 422, wrong=_NO_CODE)


@require_safe
def paper(request: HttpRequest, code: str) -> HttpResponseBase:
    """Tell of the paper of a code what it is, of which unit, and whether it holds."""
    known = code_in(code)
    if known is None:
        return _page(request, code[:_LONGEST].replace("\0", ""), 422, wrong=_NO_CODE)
    if known != code:
        return redirect("check-paper", known)
    if asks_too_often(request):
        return too_many(request)
    told = paper_of_code(known)
    return _page(request, known, 200 if told else 404, told=told, standing=_standing(told))


def _standing(told: Told | None) -> Standing:
    if told is None:
        return _NONE
    is_dropped = told.state == PaperState.WITHDRAWN and not told.was_issued
    return _DROPPED if is_dropped else _STANDINGS[told.state]


def _page(
    request: HttpRequest,
    typed: str,
    status: int,
    *,
    wrong: str = "",
    told: Told | None = None,
    standing: Standing | None = None,
) -> HttpResponse:
    errors = [("ma", wrong)] if wrong else []
    shown = {
        "typed": typed,
        "errors": errors,
        "wrong": dict(errors),
        "told": told,
        "standing": standing,
        "published": publication_of_paper(typed) if told else "",
        "now": timezone.now(),
    }
    answer = render(request, "portal/checking.html", shown, status=status)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
