"""What allauth asks of a product: its sentences, in Vietnamese, and its few decisions.

The sentences are shown to whoever sits before the screen: none says whether an account exists.
"""

import base64
import hashlib
from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from giamngheo.foundation.accounts.addresses import address_of
from giamngheo.foundation.accounts.sign_in_trail import tell_refusal

_NOT_DONE = "Chưa làm được việc này. Tải lại trang rồi làm lại."
_WRONG = "Tên đăng nhập hoặc mật khẩu không đúng. Kiểm tra phím Caps Lock và bộ gõ rồi gõ lại."
_TOO_MANY = "Đã gõ sai quá nhiều lần. Chờ 5 phút rồi làm lại."
_WRONG_CODE = "Mã không đúng hoặc đã hết hạn. Gõ mã đang hiện trong ứng dụng; kiểm tra giờ của điện thoại."


class AccountAdapter(DefaultAccountAdapter):
    """Accounts: nobody signs up, nothing is mailed."""

    error_messages: ClassVar = {
        **dict.fromkeys(DefaultAccountAdapter.error_messages, _NOT_DONE),
        "account_inactive": "Tài khoản này đã ngừng dùng. Liên hệ người quản trị của đơn vị.",
        "email_password_mismatch": _WRONG,
        "username_password_mismatch": _WRONG,
        "invalid_login": _WRONG,
        "enter_current_password": "Mật khẩu hiện nay không đúng. Gõ lại.",
        "incorrect_password": "Mật khẩu không đúng. Gõ lại.",
        "incorrect_code": _WRONG_CODE,
        "too_many_login_attempts": _TOO_MANY,
        "rate_limited": _TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account without an invitation."""
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Axes counts refusals in the database; a second count in memory would outlive its unlocking."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """The address that everything else goes by, too."""
        return address_of(request) or "0.0.0.0"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to the account."""
        return "/tai-khoan/?xong=mat-khau"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Offices often have no mail server: nothing is ever mailed."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors: secrets are kept enciphered, so that a copy of the database alone opens nothing."""

    error_messages: ClassVar = {
        "add_email_blocked": "Chưa thêm được thư điện tử khi đang bật xác thực hai bước.",
        "cannot_delete_authenticator": "Vai trò của bạn phải có xác thực hai bước: thêm cách khác trước.",
        "cannot_generate_recovery_codes": "Bật ứng dụng xác thực hoặc thêm khoá truy cập trước.",
        "incorrect_code": _WRONG_CODE,
        "unverified_email": "Chưa bật được xác thực hai bước. Liên hệ người quản trị của đơn vị.",
    }

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """How the app names the account."""
        return str(user.get_username())

    def encrypt(self, text: str) -> str:
        """A secret as it is kept."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """A secret as it is used."""
        return _cipher().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: AbstractBaseUser, type: Authenticator.Type) -> str:
        """A first name for a passkey."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return f"Khoá truy cập {number}"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """For whom a passkey is made: this host, under the name of the product."""
        return {**super().get_public_key_credential_rp_entity(), "name": settings.MFA_TOTP_ISSUER}

    def get_public_key_credential_user_entity(self, user: AbstractBaseUser) -> dict[str, Any]:
        """How the device names the account."""
        return {
            **super().get_public_key_credential_user_entity(user),
            "display_name": str(user),
            "name": user.get_username(),
        }


class SingleSignOnAdapter(DefaultSocialAccountAdapter):
    """Single sign-on: nobody comes in who is not here already."""

    error_messages: ClassVar = {
        **dict.fromkeys(DefaultSocialAccountAdapter.error_messages, _NOT_DONE),
        "no_password": "Chưa có mật khẩu, gỡ rồi thì không còn cách đăng nhập. Đặt mật khẩu trước.",
    }

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Never; the trail tells who knocked."""
        email = next((one.email for one in sociallogin.email_addresses), "")
        tell_refusal(request, email, "không có tài khoản nào khớp với tài khoản liên thông")
        return False

    def can_authenticate_by_email(self, login: SocialLogin, email: str) -> bool:
        """Only where the provider says `true`: the word "false" is true to a machine that is not careful."""
        said = login.account.extra_data
        claims = said.get("userinfo") or said.get("id_token") or said
        return claims.get("email_verified") is True and bool(super().can_authenticate_by_email(login, email))

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_: Any) -> None:
        """The provider refused, or did not answer as it should."""
        tell_refusal(request, "", "máy chủ liên thông từ chối hoặc không trả lời")

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        """Back to the account, with what came of it: an account of the office is tied to one person only."""
        is_mine = socialaccount.user_id == request.user.pk
        return "/tai-khoan/?xong=lien-ket" if is_mine else "/tai-khoan/?loi=lien-ket"


def _cipher() -> MultiFernet:
    """The newest key first; a key that was replaced still opens what was kept under it."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet(
        [
            Fernet(base64.urlsafe_b64encode(hashlib.sha256(("mfa:" + str(key)).encode()).digest()))
            for key in keys
        ]
    )
