"""The product as it is served and, beside it under /tran/, a bare list in plain Django: the floor.

The bare list is what a first Django project has: sessions, who signed in, 50 rows by an index and their
number, one small template; no scope, no row-level security, a table of its own without facts.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.test.utils import override_settings
from django.urls import path
from jinja2 import Template

from giamngheo.config.wsgi import application as product

BARE = "/tran/"
TABLE = "bench_bare"
_ROWS = f"SELECT id, code, head_name, members FROM {TABLE} WHERE area_id = %s ORDER BY sort_key, id LIMIT 50"
_COUNT = f"SELECT count(*) FROM {TABLE} WHERE area_id = %s"
_PAGE = Template(
    "<!doctype html><html lang=vi><title>Hộ</title><body><p>{{ who }}: {{ total }} hộ</p><table>"
    "{% for one in rows %}<tr><td><a href='{{ one[0] }}'>{{ one[2] }}</a><td>{{ one[1] }}<td>{{ one[3] }}"
    "{% endfor %}</table>",
    autoescape=True,
)


def bare(request: HttpRequest, area_id: int) -> HttpResponse:
    """Fifty rows of an area."""
    if not request.user.is_authenticated:
        return HttpResponseForbidden()
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, [area_id])
        rows = cursor.fetchall()
        cursor.execute(_COUNT, [area_id])
        ((total,),) = cursor.fetchall()
    return HttpResponse(_PAGE.render(rows=rows, total=total, who=request.user.full_name))


urlpatterns = [path("tran/<int:area_id>/", bare)]


class OwnAddresses:
    """Middleware: these pages have addresses of their own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer by the addresses of this module."""
        request.urlconf = __name__  # type: ignore[assignment]
        return self._get_response(request)


def _plain_django() -> WSGIHandler:
    of_django = [name for name in settings.MIDDLEWARE if name.startswith("django.") and "gzip" not in name]
    with override_settings(MIDDLEWARE=[*of_django, "bench.register_site.OwnAddresses"]):
        return WSGIHandler()


_bare = _plain_django()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """The product, or the bare list."""
    served = _bare if environ["PATH_INFO"].startswith(BARE) else product
    return served(environ, start_response)
