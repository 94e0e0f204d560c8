"""Who may open a page: said on the page itself, so that a test can ask every address."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.http import HttpResponseClientRedirect

from giamngheo.foundation.accounts.roles import Permission
from giamngheo.web.components.acting_person import permissions_here

SIGN_IN = "/dang-nhap/"
ACCOUNT = "/tai-khoan/"
View = Callable[..., HttpResponseBase]


class NotNowError(PermissionDenied):
    """Refused with a sentence for who asks: why, and what to do."""


def open_to_all(view: View) -> View:
    """A page without people's data, or whose data belongs to the sitting."""
    return _told(view, "all")


def signed_in(view: View) -> View:
    """A page for everybody who signed in, whatever their roles."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        return view(request, *args, **named)

    return _told(guarded, "signed_in")


def to_sign_in(request: HttpRequest) -> HttpResponseBase:
    """Lead to sign-in, and from there back to where somebody was: of a form that was sent, to its page.

    What was typed into a form with `data-draft` waits for them in the browser.
    """
    is_part = request.headers.get("HX-Request") == "true"
    back = request.get_full_path()
    if is_part or request.method not in {"GET", "HEAD"}:
        told = request.headers.get("HX-Current-URL" if is_part else "Referer", "")
        page = urlsplit(told)
        if url_has_allowed_host_and_scheme(told, {request.get_host()}) and page.path:
            back = page.path + (f"?{page.query}" if page.query else "")
    ended = {"xong": "het-phien"} if getattr(request, "sitting_ended", False) else {}
    address = f"{SIGN_IN}?{urlencode({'next': back, **ended}, safe='/')}"
    return HttpResponseClientRedirect(address) if is_part else redirect(address)


def needs(permission: Permission) -> Callable[[View], View]:
    """A page for who has this permission somewhere today; what of it they see is up to its queries."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponseBase:
            if permission not in permissions_here(request):
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
