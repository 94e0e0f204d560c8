"""Refuses a request that is larger than the product takes, before anything is written to the disk."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from giamngheo.web.components.errors import too_large

_ROOM_FOR_THE_FORM = 1024 * 1024  # what surrounds the file in a multipart request
_READ_AT_MOST = 5  # times the limit
_PIECE = 1024 * 1024


class UploadLimit:
    """Middleware: answers 413 with a page of what to do when a request passes `UPLOAD_LIMIT_BYTES`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on, or refuse it by its announced length."""
        length = _announced_length(request)
        if length <= settings.UPLOAD_LIMIT_BYTES + _ROOM_FOR_THE_FORM:
            return self._get_response(request)
        _read_away(request, min(length, _READ_AT_MOST * settings.UPLOAD_LIMIT_BYTES))
        return too_large(request)


def _announced_length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _read_away(request: HttpRequest, length: int) -> None:
    # A browser shows the answer only once it has sent all; closing early would show «connection reset».
    while length > 0:
        piece = request.read(min(_PIECE, length))
        if not piece:
            return
        length -= len(piece)
