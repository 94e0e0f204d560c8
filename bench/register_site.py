"""The product as it is served and, beside it under /tran/, a bare list in plain Django: the floor.

The bare list is what a first Django project has: sessions, who signed in, 50 rows by an index and their
number, one small template; no scope, no row-level security, a table of its own without facts.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.test.utils import override_settings
from django.urls import path
from jinja2 import Template

from giamngheo.config.wsgi import application as product

BARE = "/tran/"
TABLE = "bench_bare"
_PAGE = Template(
    "<!doctype html><html lang=vi><title>Hộ</title><body><p>{{ who }}: {{ total }} hộ</p><table>"
    "{% for one in rows %}<tr><td><a href='{{ one.pk }}'>{{ one.head_name }}</a>"
    "<td>{{ one.code }}<td>{{ one.members }}"
    "{% endfor %}</table>",
    autoescape=True,
)


class Listed(models.Model):
    """A household as a table of its own, with one index for the list."""

    area_id = models.BigIntegerField()
    code = models.CharField(max_length=20)
    head_name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=600)
    members = models.PositiveSmallIntegerField()

    class Meta:
        app_label = "bench"
        managed = False
        db_table = TABLE

    def __str__(self) -> str:
        return self.code


def bare(request: HttpRequest, area_id: int) -> HttpResponse:
    """Fifty rows of an area."""
    if not request.user.is_authenticated:
        return HttpResponseForbidden()
    listed = Listed.objects.filter(area_id=area_id)
    rows = listed.order_by("sort_key", "pk")[:50]
    return HttpResponse(_PAGE.render(rows=rows, total=listed.count(), who=request.user.full_name))


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
    plain = {
        "MIDDLEWARE": [*of_django, "bench.register_site.OwnAddresses"],
        "SESSION_ENGINE": "django.contrib.sessions.backends.db",
    }
    with override_settings(**plain):
        return WSGIHandler()


_bare = _plain_django()


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """The product, or the bare list."""
    served = _bare if environ["PATH_INFO"].startswith(BARE) else product
    return served(environ, start_response)
