"""Every sign-in, refusal, sign-out and change of how somebody signs in becomes a line of the trail.

The signals are those of Django, allauth and axes; a password is never among what they carry that is kept.
"""

from typing import Any, Final

from allauth.account import signals as account
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.socialaccount import signals as social
from django.conf import settings
from django.contrib.auth import signals as auth
from django.http import HttpRequest
from django.utils import timezone

from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.addresses import address_of
from giamngheo.foundation.accounts.lockout import person_named, typed_name
from giamngheo.foundation.accounts.models import Holding, User
from giamngheo.foundation.audit.actions import Actor, record

_FACTORS: Final = {
    Authenticator.Type.TOTP: "ứng dụng xác thực",
    Authenticator.Type.WEBAUTHN: "khoá truy cập",
    Authenticator.Type.RECOVERY_CODES: "mã dự phòng",
}
_SHOWN_OF_UNKNOWN: Final = 2
_LONGEST_PATH: Final = 200
_WAYS: Final = {"password": "mật khẩu", "socialaccount": "tài khoản liên thông"}
_MINUTES: Final = settings.AXES_COOLOFF_TIME.seconds // 60


def connect() -> None:
    """Listen; called once when the app is ready."""
    account.user_logged_in.connect(_signed_in)
    social.social_account_added.connect(_linked)
    social.social_account_removed.connect(_unlinked)
    account.password_changed.connect(_password_changed)
    account.password_set.connect(_password_changed)
    auth.user_logged_out.connect(_signed_out)
    auth.user_login_failed.connect(_refused)
    mfa.authenticator_added.connect(_factor_added)
    mfa.authenticator_removed.connect(_factor_removed)
    mfa.authenticator_reset.connect(_codes_renewed)
    mfa.authenticator_used.connect(_factor_used)
    mfa.authentication_failed.connect(_factor_refused)


def tell(request: HttpRequest, person: User, verb: str, sentence: str, **details: object) -> None:
    """Add a line about this person's own deed, seen by who answers for the area of their role."""
    _record(Actor(person.pk, person.full_name, address_of(request)), person, verb, sentence, details)


def tell_refusal(request: HttpRequest, typed: str, why: str) -> None:
    """Add a line about somebody who was not let in; `typed` is the name or address they came with."""
    nobody, person = (
        Actor(None, "Chưa đăng nhập", address_of(request)),
        person_named(typed) if typed else None,
    )
    # Of a name that is nobody's only the beginning: it may be a password that went into the wrong field.
    told = typed if person is not None or not typed else f"{typed[:_SHOWN_OF_UNKNOWN]}…"
    sentence = f"Từ chối đăng nhập với tên «{told}»: {why}" if told else f"Từ chối đăng nhập: {why}"
    _record(nobody, person, "refused", sentence, {"typed": told, "why": why})


def tell_denied(request: HttpRequest, sentence: str) -> None:
    """Add a line about what somebody who signed in asked for and may not do."""
    if isinstance(request.user, User):
        _record(
            Actor(request.user.pk, request.user.full_name, address_of(request)),
            request.user,
            "denied",
            sentence,
            {"path": request.path[:_LONGEST_PATH]},
        )


def _record(actor: Actor, person: User | None, verb: str, sentence: str, details: dict[str, Any]) -> None:
    area_id = _area_of(person) if person else None
    about = ("user", person.pk) if person else ("", "")
    record(actor, f"sign_in.{verb}", sentence, area_id=area_id, subject=about, details=details)


def _area_of(person: User) -> int | None:
    day = timezone.localdate()
    with acting(person.pk, day):
        held = Holding.objects.in_force_on(day).filter(user=person).order_by("id")
        return held.values_list("area_id", flat=True).first()


def _signed_in(request: HttpRequest, user: User, **_: object) -> None:
    ways = []
    for one in get_authentication_records(request, user):
        way = _WAYS.get(one["method"]) or _FACTORS.get(one.get("type", ""), "")
        ways += [way] if way and way not in ways else []
    tell(request, user, "done", "Đăng nhập" + (f" bằng {' và '.join(ways)}" if ways else ""))


def _linked(request: HttpRequest, sociallogin: Any, **_: object) -> None:
    sentence = f"Liên kết với {sociallogin.provider.name}"
    if getattr(sociallogin, "_did_authenticate_by_email", None):
        # Whoever set the password need not be who owns the address: the library makes it void.
        sentence += " theo thư điện tử đã xác minh; mật khẩu đặt ở đây không còn dùng được"
    tell(request, sociallogin.user, "linked", sentence)


def _unlinked(request: HttpRequest, socialaccount: Any, **_: object) -> None:
    tell(request, socialaccount.user, "unlinked", f"Gỡ liên kết với {socialaccount.get_provider().name}")


def _signed_out(request: HttpRequest, user: User | None, **_: object) -> None:
    if user is not None:
        tell(request, user, "out", "Đăng xuất")


def _password_changed(request: HttpRequest, user: User, **_: object) -> None:
    tell(request, user, "password_changed", "Đổi mật khẩu của mình")


def _refused(credentials: dict[str, Any], request: HttpRequest | None = None, **_: object) -> None:
    if request is None:
        return
    typed = typed_name(request, credentials)
    person = person_named(typed)
    is_locked = getattr(request, "axes_locked_out", False)
    counted = getattr(request, "axes_failures_since_start", None) is not None
    if is_locked and not counted:
        why = "đang tạm khoá vì sai nhiều lần"
    elif person is None:
        why = "không có tên đăng nhập này"
    elif not person.is_active:
        why = "tài khoản đã ngừng dùng"
    else:
        why = "sai mật khẩu"
    tell_refusal(request, typed, why)
    if is_locked and counted:
        nobody = Actor(None, "Hệ thống", address_of(request))
        sentence = f"Tạm khoá đăng nhập với tên «{typed}» trong {_MINUTES} phút vì sai nhiều lần"
        _record(nobody, person, "locked", sentence, {"typed": typed})


def _factor_added(request: HttpRequest, user: User, authenticator: Authenticator, **_: object) -> None:
    tell(request, user, "factor_added", f"Thêm {_FACTORS[authenticator.type]}")


def _factor_removed(request: HttpRequest, user: User, authenticator: Authenticator, **_: object) -> None:
    tell(request, user, "factor_removed", f"Gỡ {_FACTORS[authenticator.type]}")


def _codes_renewed(request: HttpRequest, user: User, authenticator: Authenticator, **_: object) -> None:
    tell(request, user, "factor_renewed", f"Tạo lại {_FACTORS[authenticator.type]}")


def _factor_used(
    request: HttpRequest, user: User, authenticator: Authenticator, reauthenticated: bool = False, **_: object
) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        left = len(Authenticator.objects.get(pk=authenticator.pk).wrap().get_unused_codes())
        tell(request, user, "recovery_code_used", f"Dùng một mã dự phòng, còn {left} mã", left=left)
    else:
        why = "xác nhận lại" if reauthenticated else "đăng nhập"
        tell(request, user, "factor_used", f"Dùng {_FACTORS[authenticator.type]} để {why}")


def _factor_refused(request: HttpRequest, user: User, authenticator: Authenticator, **_: object) -> None:
    tell(request, user, "factor_refused", f"Từ chối bước hai: sai mã của {_FACTORS[authenticator.type]}")
