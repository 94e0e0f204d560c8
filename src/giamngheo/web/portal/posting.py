"""«Niêm yết»: the list that a village posted, for everybody who has its address, and a word on it."""

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from giamngheo.apps.reviews.published import Posting, is_code, posting_of_code, say
from giamngheo.web.components.asked import number_in, words_in
from giamngheo.web.components.errors import too_many
from giamngheo.web.portal.limit import asks_too_often

LONGEST_NAME: Final = 200
LONGEST_WORDS: Final = 4_000


@require_http_methods(["GET", "HEAD", "POST"])
def posting(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show what is posted, or take a word on it."""
    if asks_too_often(request):
        return too_many(request)
    told = posting_of_code(code) if is_code(code) else None
    if told is None:
        raise Http404
    wrong: dict[str, str] = {}
    if request.method == "POST":
        number = _said(request, code, wrong)
        if number is not None:
            return redirect(f"{reverse('posting', args=[code])}?da-gui={number}")
    return _page(request, told, wrong)


def _said(request: HttpRequest, code: str, wrong: dict[str, str]) -> int | None:
    typed = request.POST
    words, name = words_in(typed, "noi-dung", LONGEST_WORDS), words_in(typed, "nguoi-noi", LONGEST_NAME)
    if not words:
        wrong["noi-dung"] = "Chưa ghi ý kiến: ghi hộ nào và vì sao kết quả chưa đúng."
    elif len(typed.get("noi-dung", "")) > LONGEST_WORDS:
        wrong["noi-dung"] = f"Ý kiến dài hơn {LONGEST_WORDS} chữ: ghi ngắn lại, hoặc đến gặp cán bộ xã."
    if wrong:
        return None
    number = say(code, words, name)
    if number is None:
        wrong["noi-dung"] = (
            "Danh sách này không còn nhận ý kiến qua trang. "
            "Cách xử lý: đến hoặc gọi Ủy ban nhân dân xã, phường để nói ý kiến."
        )
    return number


def _page(request: HttpRequest, told: Posting, wrong: dict[str, str]) -> HttpResponse:
    shown = {
        "told": told,
        "typed": request.POST,
        "wrong": wrong,
        "sent": number_in(request.GET, "da-gui"),
        "longest": LONGEST_WORDS,
    }
    answer = render(request, "portal/posting.html", shown, status=422 if wrong else 200)
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
