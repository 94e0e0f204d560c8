"""The forms of sign-in: those of the libraries, with Vietnamese words."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as code
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as webauthn
from django import forms
from django.contrib.auth import forms as django_auth
from django.contrib.auth import password_validation

from giamngheo.foundation.accounts.models import User

_TWICE = "Hai lần gõ mật khẩu mới không giống nhau. Gõ lại lần hai."
_LABELS = {
    "login": "Tên đăng nhập hoặc thư điện tử",
    "password": "Mật khẩu",
    "oldpassword": "Mật khẩu hiện nay",
    "password1": "Mật khẩu mới",
    "password2": "Gõ lại mật khẩu mới",
    "new_password1": "Mật khẩu mới",
    "new_password2": "Gõ lại mật khẩu mới",
    "code": "Mã xác thực",
    "name": "Tên khoá",
    "credential": "Khoá truy cập",
    "passwordless": "Dùng khoá này thay cả mật khẩu khi đăng nhập",
    "username": "Tên đăng nhập",
}


class InVietnamese(forms.BaseForm):
    """Gives each field its Vietnamese label and sentence, and takes the library's words away."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        for name, field in self.fields.items():
            field.label, field.help_text = _LABELS.get(name, field.label), ""
            field.widget.attrs.pop("placeholder", None)
            field.error_messages["required"] = f"{field.label}: chưa có."
            field.error_messages["invalid"] = f"{field.label}: chưa đúng, làm lại bước này."


class SignInForm(InVietnamese, account.LoginForm):
    """Name or e-mail address, and password."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["login"].widget.attrs.update(
            autocomplete="username", autocapitalize="none", spellcheck="false"
        )


class _Twice(InVietnamese):
    """A new password, typed twice."""

    def add_error(self, field: str | None, error: Any) -> None:
        """The library has an English sentence for one thing only: the two are not alike."""
        super().add_error(
            field, error if isinstance(error, forms.ValidationError) or field != "password2" else _TWICE
        )


class ChangePasswordForm(_Twice, account.ChangePasswordForm):
    """The old password and twice the new one."""


class SetPasswordForm(_Twice, account.SetPasswordForm):
    """Twice the first password of who came by single sign-on."""


class LinkPasswordForm(InVietnamese, django_auth.SetPasswordForm):  # type: ignore[type-arg]
    """Twice a new password, by a one-time link."""

    error_messages = {"password_mismatch": _TWICE}  # noqa: RUF012


class ConfirmForm(InVietnamese, account.ReauthenticateForm):
    """The password once more, before something that guards the account."""


class CodeForm(InVietnamese, code.AuthenticateForm):
    """A code of the app, or a recovery code."""


class ConfirmByCodeForm(InVietnamese, code.ReauthenticateForm):
    """A code once more."""


class ActivateAppForm(InVietnamese, ActivateTOTPForm):
    """The first code of a new app."""


class AddKeyForm(InVietnamese, webauthn.AddWebAuthnForm):
    """A name for a new passkey."""


class RenameKeyForm(InVietnamese, webauthn.EditWebAuthnForm):
    """Another name for a passkey."""


class InvitationForm(InVietnamese, forms.Form):
    """A user name and twice a password for who was invited."""

    username = forms.CharField(max_length=60)
    password1 = forms.CharField(strip=False, widget=forms.PasswordInput)
    password2 = forms.CharField(strip=False, widget=forms.PasswordInput)

    def __init__(self, *args: Any, person: User, **named: Any) -> None:
        super().__init__(*args, **named)
        self._person = person
        self.fields["username"].widget.attrs.update(
            autocomplete="username", autocapitalize="none", spellcheck="false"
        )
        for name in ("password1", "password2"):
            self.fields[name].widget.attrs["autocomplete"] = "new-password"

    def clean(self) -> dict[str, Any]:
        """The rules of passwords, and both alike."""
        given = super().clean() or {}
        first, second = given.get("password1"), given.get("password2")
        if first:
            self._person.username = given.get("username", "")
            try:
                password_validation.validate_password(first, self._person)
            except forms.ValidationError as error:
                self.add_error("password1", error)
        if first and second and first != second:
            self.add_error("password2", _TWICE)
        return given
