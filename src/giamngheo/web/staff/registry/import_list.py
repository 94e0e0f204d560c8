"""«Các lần nhập»: the imports of one's units, fifty a page, and all of them taken away as a file."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from giamngheo.apps.exchange.models import Import
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import reached
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, areas_told, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.components.numbers import moment

ON_A_PAGE = 50
_SOURCES: Final = 200  # to choose from while one types


@dataclass(frozen=True)
class Page:
    """Fifty imports, newest first, of `total`; `next` is after which one the next page begins."""

    rows: list[Import]
    total: int
    next: uuid.UUID | None
    is_first: bool


def own_imports(request: HttpRequest) -> QuerySet[Import]:
    """The imports of the units in which one keeps the register."""
    return Import.objects.filter(reached(person_of(request), Permission.KEEP_HOUSEHOLDS, today()))


def page_of_imports(request: HttpRequest) -> Page:
    """The page that the address names, else the first."""
    own = own_imports(request)
    last = _key_in(request.GET, "sau")
    mark = own.filter(pk=last).first() if last is not None else None
    rows = own.order_by("-created_at", "-pk")
    if mark is not None:
        older = Q(created_at__lt=mark.created_at) | Q(created_at=mark.created_at, pk__lt=mark.pk)
        rows = rows.filter(older)
    found = list(rows[: ON_A_PAGE + 1])
    shown = found[:ON_A_PAGE]
    return Page(shown, own.count(), shown[-1].pk if len(found) > ON_A_PAGE else None, mark is None)


def sources_known(request: HttpRequest) -> list[str]:
    """What the lists of one's units were called."""
    named = own_imports(request).order_by("source").values_list("source", flat=True)
    return list(named.distinct()[:_SOURCES])


@needs(Permission.KEEP_HOUSEHOLDS)
@require_GET
def listed(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the imports of all pages."""
    own = own_imports(request)
    areas = areas_told(request, Permission.KEEP_HOUSEHOLDS, None)
    taken = Taken("exchange.import_export", own.count(), areas)
    return give(request, IMPORTS, own.order_by("-created_at", "-pk"), taken, ending)


def _lines(chunk: Sequence[Import], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(one.area_id for one in chunk)
    for one in chunk:
        yield (
            one.file_name,
            one.source,
            day_text(one.day),
            looking.name(one.area_id),
            one.get_state_display(),
            one.owner_name,
            moment(one.created_at),
        )


def _key_in(address: Mapping[str, str], name: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(address.get(name, ""))
    except ValueError:
        return None


IMPORTS: Final = Exported(
    "Các lần nhập danh sách",
    "Số lần nhập",
    {
        PLACE: COUNT,
        "Tệp": TEXT,
        "Danh sách": TEXT,
        "Ngày của danh sách": TEXT,
        "Đơn vị": TEXT,
        "Bước": TEXT,
        "Người gửi": TEXT,
        "Gửi lúc": TEXT,
    },
    (7, 36, 32, 18, 28, 24, 26, 22),
    _lines,
)
