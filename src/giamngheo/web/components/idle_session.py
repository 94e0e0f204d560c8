"""A sitting that nobody uses ends; how long it lasts and how it is kept up, for the pages.

The moment of the last request is kept in the sitting, to the minute, so that most requests write nothing.
"""

import time
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.accounts.sign_in_trail import tell

LAST_SEEN = "last_seen"
ASKS_ONLY, STAYS = "/phien/con-lai/", "/phien/tiep-tuc/"
_KEPT_EVERY = 60


class IdleSession:
    """Middleware after sessions, before anything that asks who is there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """End an idle sitting, or note that it is used."""
        if request.session.get(SESSION_KEY):
            if seconds_left(request) <= 0:
                _end(request)
            elif request.path != ASKS_ONLY:
                _note(request)
        return self._get_response(request)


def seconds_left(request: HttpRequest) -> int:
    """Until this sitting ends if nothing is done; 0 without one."""
    if not request.session.get(SESSION_KEY):
        return 0
    last = request.session.get(LAST_SEEN)
    return settings.IDLE_SECONDS if last is None else max(0, int(last + settings.IDLE_SECONDS - time.time()))


def _note(request: HttpRequest) -> None:
    now = time.time()
    if request.path != STAYS and now - request.session.get(LAST_SEEN, 0) < _KEPT_EVERY:
        return
    request.session[LAST_SEEN] = int(now)
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=timezone.now())


def _end(request: HttpRequest) -> None:
    person = User.objects.filter(pk=request.session[SESSION_KEY]).first()
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    request.session.flush()
    request.sitting_ended = True  # type: ignore[attr-defined]
    if person is not None:
        tell(request, person, "idle", f"Phiên tự kết thúc sau {settings.IDLE_SECONDS // 60} phút không dùng")
