"""Where the office asks for it: who may grant roles sets up a second factor before anything else."""

from collections.abc import Callable

from allauth.mfa.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import holdings_with
from giamngheo.web.components.acting_person import today

_WAYS_OUT = ("/tai-khoan/", "/dang-xuat/", "/phien/", settings.STATIC_URL)


class SecondFactorAsked:
    """Middleware after who is there is known."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Lead to the page of second factors while one is asked for and none is there."""
        if is_asked_and_lacking(request) and not request.path.startswith(_WAYS_OUT):
            return redirect("mfa_index")
        return self._get_response(request)


def is_asked_and_lacking(request: HttpRequest) -> bool:
    """Whether the office asks for a second factor and this person should have one and has none."""
    return settings.SECOND_FACTOR_REQUIRED and is_lacking(request)


def is_lacking(request: HttpRequest) -> bool:
    """Whether this person should have a second factor and has none."""
    user = request.user
    if not user.is_authenticated or get_adapter().is_mfa_enabled(user):
        return False
    return holdings_with(user.pk, Permission.GRANT, today()).exists()
