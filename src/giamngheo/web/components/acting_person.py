"""Every page asks the database as its person on its day, under the role that owns nothing."""

from collections.abc import Callable
from datetime import date

from django.contrib.auth import SESSION_KEY
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.addresses import address_of
from giamngheo.foundation.accounts.entering import entering
from giamngheo.foundation.accounts.held import remembering
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import permissions_of
from giamngheo.foundation.audit.actions import Actor
from giamngheo.web.components.running import owners_of


class ActingPerson:
    """Middleware after sessions and before everything that asks for people's data."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request with the rights of who signed in, or of nobody."""
        person = request.session.get(SESSION_KEY)
        if not person:
            with acting(None, today()):
                return self._get_response(request)
        with entering(int(person), today(), owners_of(request)) as running:
            if request.method not in {"GET", "HEAD"}:
                return self._get_response(request)  # may change rights, and begin work
            request.tasks_running = running  # type: ignore[attr-defined]
            with remembering():
                return self._get_response(request)


def today() -> date:
    """The day of a request: that of Vietnam."""
    return timezone.localdate()


def person_of(request: HttpRequest) -> int:
    """The number of who signed in, on a page that nobody else may open; PermissionDenied otherwise."""
    if request.user.pk is None:
        raise PermissionDenied
    return request.user.pk


def permissions_here(request: HttpRequest) -> frozenset[Permission]:
    """What who asks may do today, anywhere; the database is asked once a request."""
    known: frozenset[Permission] | None = getattr(request, "permissions_today", None)
    if known is None:
        user = getattr(request, "user", None)
        with remembering():
            known = permissions_of(getattr(user, "pk", None), today())
        request.permissions_today = known  # type: ignore[attr-defined]
    return known


def actor_of(request: HttpRequest) -> Actor:
    """Who acts, for the trail."""
    user = request.user
    address = address_of(request)
    if not user.is_authenticated:
        return Actor(None, "Chưa đăng nhập", address)
    return Actor(user.pk, user.full_name, address)
