"""«Mã truy cập»: tokens of the own account, and of others for who answers for them to withdraw."""

from datetime import date, timedelta
from typing import Final

from allauth.account.decorators import reauthentication_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from giamngheo.foundation.accounts.refusals import RefusedError
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.tokens.actions import LONGEST_DAYS, issue_token, withdraw_token
from giamngheo.foundation.tokens.models import GIVEN, Token
from giamngheo.foundation.tokens.queries import tokens_of
from giamngheo.web.components.acting_person import actor_of, permissions_here, person_of, today
from giamngheo.web.components.asked import day_needed, words_in
from giamngheo.web.components.guard import needs, signed_in
from giamngheo.web.components.second_factor import is_asked_and_lacking
from giamngheo.web.staff.people.refused import note
from giamngheo.web.staff.people.seen import person_seen_by

_FIELDS: Final = {"name": "ten", "permissions": "quyen", "expires_on": "den"}
_USUAL_DAYS: Final = 90
_USUAL: Final = (Permission.SEE, Permission.SEE_HOUSEHOLDS)
_LONGEST_NAME: Final = 60
_DONE: Final = {"thu-hoi": "Đã thu hồi mã truy cập. Phần mềm dùng mã đó không vào được nữa."}


@signed_in
@require_safe
def tokens(request: HttpRequest) -> HttpResponse:
    """Show the own tokens."""
    day = today()
    shown = {
        "tokens": tokens_of(person_of(request)),
        "day": day,
        "names": GIVEN,
        "done": _DONE.get(request.GET.get("xong", ""), ""),
    }
    return render(request, "sign_in/tokens.html", shown)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new_token(request: HttpRequest) -> HttpResponseBase:
    """Ask what a token is for and show its secret once; the password is asked for again before."""
    if is_asked_and_lacking(request):
        return redirect("mfa_index")
    answer: HttpResponseBase = _confirmed(request)
    return answer


@signed_in
@require_POST
def withdrawing(request: HttpRequest, token_id: int) -> HttpResponse:
    """Withdraw one of the own tokens."""
    found = Token.objects.filter(pk=token_id, user_id=person_of(request)).first()
    if found is None:
        raise Http404
    if found.withdrawn_at is None:
        withdraw_token(actor_of(request), found, day=today(), now=timezone.now())
    return redirect("/tai-khoan/ma-truy-cap/?xong=thu-hoi")


@needs(Permission.GRANT)
@require_POST
def withdrawing_anothers(request: HttpRequest, user_id: int, token_id: int) -> HttpResponse:
    """Withdraw a token of somebody who holds a role where one answers for people."""
    shown = person_seen_by(person_of(request), user_id)
    found = Token.objects.filter(pk=token_id, user=shown).first()
    if found is None:
        raise Http404
    try:
        withdraw_token(actor_of(request), found, day=today(), now=timezone.now())
    except RefusedError as error:
        return render(request, "staff/people/refused.html", {"error": note(request, error)}, status=422)
    return redirect("person", user_id)


def _new(request: HttpRequest) -> HttpResponse:
    day, wrong = today(), dict[str, str]()
    if request.method == "POST":
        made = _issued(request, day, wrong)
        if made is not None:
            token, secret = made
            told = {"token": token, "secret": secret, "names": GIVEN}
            return render(request, "sign_in/token_made.html", told)
    may = permissions_here(request)
    ticked = request.POST.getlist("quyen") if request.method == "POST" else [one.value for one in _USUAL]
    shown = {
        "choices": [(one.value, name) for one, name in GIVEN.items() if one in may],
        "ticked": ticked,
        "typed": request.POST,
        "usual": day + timedelta(days=_USUAL_DAYS),
        "latest": day + timedelta(days=LONGEST_DAYS),
        "wrong": wrong,
        "limit": _LONGEST_NAME,
    }
    return render(request, "sign_in/new_token.html", shown, status=422 if wrong else 200)


def _issued(request: HttpRequest, day: date, wrong: dict[str, str]) -> tuple[Token, str] | None:
    until = day_needed(request.POST, "den", "Chưa có ngày hết hạn: gõ ngày, như 1/9/2026 hoặc 010926.", wrong)
    if until is None:
        return None
    name, chosen = words_in(request.POST, "ten", _LONGEST_NAME), request.POST.getlist("quyen")
    try:
        return issue_token(actor_of(request), name, chosen, until, day=day)
    except RefusedError as error:
        wrong[_FIELDS.get(error.about, "")] = str(note(request, error))
        return None


_confirmed = reauthentication_required()(_new)
