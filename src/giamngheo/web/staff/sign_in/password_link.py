"""A new password by the one-time link that an administrator hands over; the link ends with its use."""

from typing import Any

from django.contrib.auth.views import PasswordResetConfirmView
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone

from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.lockout import open_again
from giamngheo.foundation.accounts.sign_in_trail import tell
from giamngheo.foundation.tokens.actions import withdraw_all_of
from giamngheo.web.components.acting_person import today
from giamngheo.web.staff.sign_in.forms import LinkPasswordForm


class PasswordLink(PasswordResetConfirmView):
    """Django's own page: it takes the token out of the address before anything is shown."""

    form_class = LinkPasswordForm
    template_name = "sign_in/password_link.html"
    reset_url_token = "moi"
    success_url = "/dang-nhap/?xong=mat-khau"

    def form_valid(self, form: Any) -> HttpResponse:
        """Set the password, open a closed door, withdraw the tokens of before, tell the trail."""
        answer = super().form_valid(form)
        open_again(form.user)
        with acting(form.user.pk, today()):  # the link is theirs, nobody has signed in yet
            withdraw_all_of(form.user, "đặt lại mật khẩu", day=today(), now=timezone.now())
        tell(self.request, form.user, "password_by_link", "Đặt mật khẩu mới bằng liên kết một lần")
        return answer


def address_of_link(uid: str, token: str) -> str:
    """The path of a link made by `accounts.actions.make_password_link`."""
    return reverse("password-link", args=[uid, token])
