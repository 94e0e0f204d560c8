"""«Tài khoản liên thông»: tying the own account to that of the office's provider, and untying it."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.views import ConnectionsView
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from giamngheo.web.components.guard import signed_in


def offices() -> list[tuple[str, str]]:
    """The providers that are set up: number and name."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [])
    return [(app["provider_id"], app["name"]) for app in apps]


def linked_accounts(user_id: int | None) -> dict[str, list[SocialAccount]]:
    """What of the providers this person's account is tied to."""
    linked: dict[str, list[SocialAccount]] = {}
    for one in SocialAccount.objects.filter(user_id=user_id).order_by("pk"):
        linked.setdefault(one.provider, []).append(one)
    return linked


def email_of(linked: SocialAccount) -> str:
    """The address under which the provider knows the person, where it said one."""
    said = linked.extra_data.get("userinfo") or linked.extra_data.get("id_token") or linked.extra_data
    return str(said.get("email") or "")


class Links(ConnectionsView):
    """allauth's page, for the providers that are set up."""

    success_url = "/tai-khoan/?xong=go-lien-ket"

    def get_context_data(self, **named: Any) -> dict[str, Any]:
        """What the page shows."""
        linked = linked_accounts(self.request.user.pk)
        count = sum(len(accounts) for accounts in linked.values())
        return {
            **super().get_context_data(**named),
            "offices": [(number, name, linked.get(number, [])) for number, name in offices()],
            "has_linked": count > 0,
            "email_of": email_of,
            "can_do_without": self.request.user.has_usable_password() or count > 1,
        }


@signed_in
def links(request: HttpRequest) -> HttpResponseBase:
    """Show what is tied, tie and untie; without a provider there is nothing to show."""
    if not offices():
        return redirect("account")
    answer: HttpResponseBase = _confirmed(request)
    return answer


# Whoever sits down before an open sitting must not tie an account of their own to it.
_confirmed = reauthentication_required(app="allauth.socialaccount")(Links.as_view())
