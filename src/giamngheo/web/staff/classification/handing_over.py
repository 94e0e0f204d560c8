"""Signing in gives a sitting a new key; the lists of who was classifying before go with it."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from giamngheo.apps.exchange.actions import hand_over
from giamngheo.web.staff.classification.access import known_session


class SittingHandedOver:
    """Middleware after sessions."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request; if its sitting has another key now, its lists have, too."""
        before = known_session(request)
        response = self._get_response(request)
        after = known_session(request)
        if before and after and before != after:
            hand_over(before, after)
        return response
