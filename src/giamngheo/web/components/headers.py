"""Headers of every page that neither Django nor django-csp sets."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

_UNUSED_POWERS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()"


class PageHeaders:
    """Middleware: no cache keeps a page (it may hold people's data); none uses camera or microphone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request and add the headers that the page has not set itself."""
        response = self._get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        response.headers.setdefault("Permissions-Policy", _UNUSED_POWERS)
        return response
