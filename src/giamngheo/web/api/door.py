"""The door of the API: a token in the header and nothing else lets in, and in as its person alone.

Sessions and their cookies are left outside, so a page in somebody's browser cannot ask in their name and no
form needs a mark against it. Whatever else answers (an unknown address, an error) is told as a problem.
"""

import hashlib
from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response, patch_vary_headers

from giamngheo.foundation.accounts.acting import acting
from giamngheo.foundation.accounts.addresses import address_of
from giamngheo.foundation.accounts.scope import limited_to
from giamngheo.foundation.tokens.actions import note_use
from giamngheo.foundation.tokens.counting import seconds_to_wait
from giamngheo.foundation.tokens.opening import find_token
from giamngheo.web.api import limits
from giamngheo.web.api.callers import Caller
from giamngheo.web.api.problems import ProblemError, answer
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.asked import number_of
from giamngheo.web.components.limits import line_of

ADDRESS: Final = "/api/v1/"
OPENAPI: Final = f"{ADDRESS}openapi.json"

_JSON: Final = ("application/json", "application/problem+json")
_LARGEST_BODY: Final = 1024 * 1024
_FIRST_ERROR: Final = 400

GetResponse = Callable[[HttpRequest], HttpResponseBase]


class WithoutCookies:
    """Middleware before sessions: what asks the API brings no cookie."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request as though it had come without."""
        if request.path.startswith(ADDRESS):
            request.COOKIES = {}
        return self._get_response(request)


class ByToken:
    """Middleware after all others: asks for the token, counts, and asks the database as its person."""

    def __init__(self, get_response: GetResponse) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request with the rights of its token, or tell why not."""
        if not request.path.startswith(ADDRESS) or request.path == OPENAPI:
            return self._get_response(request)
        try:
            caller = self._caller(request)
        except ProblemError as problem:
            return answer(problem)
        with acting(caller.id, caller.day), limited_to(caller.token.permits()):
            request.caller = caller  # type: ignore[attr-defined]
            note_use(caller.token, caller.day)
            response = _told_as_problem(self._get_response(request))
        patch_vary_headers(response, ["Authorization"])
        return _conditional(request, response)

    def _caller(self, request: HttpRequest) -> Caller:
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        day, address = today(), address_of(request)
        token = find_token(secret.strip(), day) if scheme.lower() == "bearer" else None
        if token is None:
            if wait := seconds_to_wait(f"api:refused:{line_of(address)}", limits.REFUSALS_A_MINUTE):
                raise limits.too_fast(wait)
            missing = "Yêu cầu không kèm mã truy cập." if not secret else ""
            detail = missing or "Mã truy cập không đúng, đã hết hạn hoặc đã bị thu hồi."
            raise ProblemError(401, detail)
        if wait := seconds_to_wait(f"api:asked:{token.pk}", limits.A_MINUTE):
            raise limits.too_fast(wait)
        if (number_of(str(request.META.get("CONTENT_LENGTH") or "")) or 0) > _LARGEST_BODY:
            raise ProblemError(413, "Nội dung gửi lên dài hơn 1 MB nên chưa làm gì.")
        return Caller(token, day, address)


def _told_as_problem(response: HttpResponseBase) -> HttpResponseBase:
    """Pages of errors are for people; a machine gets the same as a problem."""
    told = response.headers.get("Content-Type", "").partition(";")[0]
    if response.status_code < _FIRST_ERROR or told in _JSON:
        return response
    problem = answer(ProblemError(response.status_code))
    for name in ("Allow",):
        if name in response.headers:
            problem.headers[name] = response.headers[name]
    return problem


def _conditional(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Answer 304 where who asks has the same already."""
    if request.method not in {"GET", "HEAD"} or not isinstance(response, HttpResponse):
        return response
    if response.status_code != 200:
        return response
    etag = f'"{hashlib.blake2b(response.content, digest_size=16).hexdigest()}"'
    response.headers["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response) or response
