"""Who may open a page: said on the page itself, so that a test can ask every address."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import areas_where
from giamngheo.web.components.acting_person import today

SIGN_IN = "/dang-nhap/"
ACCOUNT = "/tai-khoan/"
View = Callable[..., HttpResponseBase]


def open_to_all(view: View) -> View:
    """A page without people's data, or whose data belongs to the sitting."""
    return _told(view, "all")


def signed_in(view: View) -> View:
    """A page for everybody who signed in, whatever their roles."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path(), SIGN_IN)
        return view(request, *args, **named)

    return _told(guarded, "signed_in")


def needs(permission: Permission) -> Callable[[View], View]:
    """A page for who has this permission somewhere today; what of it they see is up to its queries."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
            if not areas_where(request.user.pk, permission, today()).exists():
                raise PermissionDenied
            return view(request, *args, **named)

        return _told(signed_in(guarded), permission.value)

    return guard


def _told(view: View, whom: str) -> View:
    @wraps(view)
    def told(*args: Any, **named: Any) -> HttpResponseBase:
        return view(*args, **named)

    told.opened_to = whom  # type: ignore[attr-defined]
    return told
