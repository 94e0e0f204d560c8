"""Whose list it is: a stranger's session finds nothing at any address of a list."""

import uuid

from django.http import Http404, HttpRequest
from django.utils import timezone

from giamngheo.apps.exchange import actions
from giamngheo.apps.exchange.models import UploadedList

_HOLDS_LISTS = "holds_lists"


def session_of(request: HttpRequest) -> str:
    """The key of this sitting, which begins here if it has not yet."""
    if not request.session.get(_HOLDS_LISTS):
        request.session[_HOLDS_LISTS] = True
        request.session.save()
    return str(request.session.session_key)


def known_session(request: HttpRequest) -> str | None:
    """The key of this sitting if it has held a list, without beginning one."""
    return request.session.session_key if request.session.get(_HOLDS_LISTS) else None


def own_list(request: HttpRequest, key: uuid.UUID) -> UploadedList:
    """A list of this sitting; 404 for all others and for what is over."""
    session, now = known_session(request), timezone.now()
    if session is not None:
        found = UploadedList.objects.of_owner(session).held_at(now).filter(id=key).first()
        if found is not None:
            actions.keep_longer(found, now)
            return found
    raise Http404
