"""«Tài khoản»: name, roles, password, second factors and sittings of who signed in."""

from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import view_recovery_codes
from allauth.mfa.totp.views import deactivate_totp
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from giamngheo.foundation.accounts.granting import days_in_words
from giamngheo.foundation.accounts.models import Holding, User
from giamngheo.foundation.accounts.roles import ROLES
from giamngheo.foundation.accounts.sign_in_trail import tell
from giamngheo.foundation.areas.naming import names_of
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.guard import open_to_all, signed_in
from giamngheo.web.components.idle_session import seconds_left
from giamngheo.web.components.second_factor import is_lacking
from giamngheo.web.staff.sign_in.devices import device_of
from giamngheo.web.staff.sign_in.single_sign_on import linked_accounts, offices

_DONE = {
    "mat-khau": "Đã đổi mật khẩu. Các phiên ở máy khác đã kết thúc.",
    "phien": "Đã kết thúc phiên đã chọn.",
    "cac-phien": "Đã kết thúc mọi phiên khác.",
    "lien-ket": "Đã liên kết với tài khoản của cơ quan. Lần sau đăng nhập bằng tài khoản đó cũng được.",
    "go-lien-ket": "Đã gỡ liên kết với tài khoản của cơ quan.",
}
_DONE_BEFORE = {
    "loi-moi": "Đã tạo tài khoản. Đăng nhập bằng tên và mật khẩu vừa đặt.",
    "mat-khau": "Đã đặt mật khẩu mới. Đăng nhập bằng mật khẩu đó.",
    "het-phien": "Phiên đã tự kết thúc vì lâu không dùng. Đăng nhập lại để làm tiếp.",
}


class SignIn(LoginView):
    """allauth's page, with a word about what was done before it."""

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        """What the page shows."""
        done = _DONE_BEFORE.get(self.request.GET.get("xong", ""), "")
        failed = self.request.GET.get("loi") == "khoa"
        return {
            **super().get_context_data(**named),
            "done": done,
            "passkey_failed": failed,
            "offices": offices(),
        }


class SecondFactors(IndexView):
    """allauth's page, told whether a second factor is asked for."""

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        """What the page shows."""
        return {
            **super().get_context_data(**named),
            "is_lacking": is_lacking(self.request),
            "is_required": settings.SECOND_FACTOR_REQUIRED,
        }


@signed_in
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Show the account."""
    held = list(Holding.objects.filter(user_id=person_of(request)).select_related("area").order_by("-id"))
    day = today()
    names = names_of((one.area_id for one in held), day)
    roles = [
        (
            ROLES[one.role].label,
            names.get(one.area_id, "–"),
            days_in_words(one.valid),
            day in one.valid and day in one.area.valid,
        )
        for one in held
        if not one.valid.isempty
    ]
    factors = Authenticator.objects.filter(user_id=request.user.pk)
    return render(
        request,
        "sign_in/account.html",
        {
            "roles": sorted(roles, key=lambda role: not role[3]),
            "has_second_factor": factors.exists(),
            "sessions": len(UserSession.objects.purge_and_list(request.user)),
            "done": _DONE.get(request.GET.get("xong", ""), ""),
            "offices": offices(),
            "linked": linked_accounts(request.user.pk),
            "not_linked": request.GET.get("loi") == "lien-ket",
        },
    )


@signed_in
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """Show where this person is signed in."""
    mine = UserSession.objects.purge_and_list(request.user)
    shown = [
        (one, device_of(one.user_agent), one.session_key == request.session.session_key)
        for one in sorted(mine, key=lambda one: one.last_seen_at, reverse=True)
    ]
    done = _DONE.get(request.GET.get("xong", ""), "")
    minutes = settings.IDLE_SECONDS // 60
    return render(request, "sign_in/sessions.html", {"sessions": shown, "done": done, "minutes": minutes})


@signed_in
@require_POST
def end_session(request: HttpRequest, number: int) -> HttpResponse:
    """End one of the own sittings."""
    person = get_object_or_404(User, pk=person_of(request))
    one = get_object_or_404(UserSession, pk=number, user_id=request.user.pk)
    if one.session_key == request.session.session_key:
        raise Http404  # this one is ended by signing out
    one.end()
    tell(request, person, "session_ended", f"Kết thúc phiên ở {device_of(one.user_agent)}, {one.ip}")
    return redirect("/tai-khoan/phien/?xong=phien")


@signed_in
@require_POST
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """End all own sittings but this one."""
    person = get_object_or_404(User, pk=person_of(request))
    others = UserSession.objects.filter(user_id=request.user.pk).exclude(
        session_key=request.session.session_key
    )
    count = 0
    for one in others:
        one.end()
        count += 1
    tell(request, person, "session_ended", f"Kết thúc {count} phiên khác", count=count)
    return redirect("/tai-khoan/phien/?xong=cac-phien")


@open_to_all
@require_safe
def time_left(request: HttpRequest) -> JsonResponse:
    """How many seconds this sitting lasts if nothing is done; asking does not make it longer."""
    return JsonResponse({"seconds": seconds_left(request)})


@open_to_all
@require_POST
def stay(request: HttpRequest) -> JsonResponse:
    """Keep the sitting up: the request itself does."""
    return JsonResponse({"seconds": seconds_left(request)})


@signed_in
def recovery_codes(request: HttpRequest) -> HttpResponseBase:
    """allauth's page of recovery codes; without codes, back to where they are made."""
    return _if_there(request, Authenticator.Type.RECOVERY_CODES, view_recovery_codes)


@signed_in
def take_app_off(request: HttpRequest) -> HttpResponseBase:
    """allauth's page that takes the app off; without an app, back to where it is set up."""
    return _if_there(request, Authenticator.Type.TOTP, deactivate_totp)


def _if_there(request: HttpRequest, kind: str, view: Any) -> HttpResponseBase:
    if not Authenticator.objects.filter(user_id=request.user.pk, type=kind).exists():
        return redirect("mfa_index")
    answer: HttpResponseBase = view(request)
    return answer
