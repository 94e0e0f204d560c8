"""«Sổ tay» taken away as a file: the households of the page with the last visit and the last note of each."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from giamngheo.apps.households.models import Household, Note
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import may
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, areas_told, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.staff.registry.exported import standing_words
from giamngheo.web.staff.registry.notebook import homes_noted, last_said


@needs(Permission.NOTE_HOUSEHOLDS)
@require_GET
def listed(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the households of all pages, or those that nobody visited this year."""
    asked = homes_noted(request)
    area = asked.area_id
    if area is not None and not may(person_of(request), Permission.NOTE_HOUSEHOLDS, area, today()):
        area = None  # the list is empty then; the trail tells it to who answers for the person
    taken = Taken(
        "households.export",
        asked.chosen.count(),
        areas_told(request, Permission.NOTE_HOUSEHOLDS, area),
        [["Lọc", f"Chưa thăm năm {today().year}"]] if asked.is_waiting else [],
    )
    return give(request, NOTEBOOK, asked.chosen.order_by("sort_key", "pk"), taken, ending)


def _lines(chunk: Sequence[Household], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(one.area_id for one in chunk)
    visits = last_said(chunk, looking.day, is_visit=True)
    notes = last_said(chunk, looking.day, is_visit=False)
    for one, standing in zip(chunk, standing_words(chunk, looking), strict=True):
        place = looking.name(one.area_id)
        said = (*_said(visits.get(one.pk)), *_said(notes.get(one.pk)))
        yield one.head_name, one.code, *standing, place, one.members, *said


def _said(note: Note | None) -> tuple[str | None, str | None]:
    return (day_text(note.valid.lower), note.words) if note is not None else (None, None)


NOTEBOOK: Final = Exported(
    "Sổ tay",
    "Số hộ",
    {
        PLACE: COUNT,
        "Chủ hộ": TEXT,
        "Mã hộ": TEXT,
        "Loại hộ": TEXT,
        "Nhóm": TEXT,
        "Nơi ở": TEXT,
        "Nhân khẩu": COUNT,
        "Ngày thăm gần nhất": TEXT,
        "Nội dung thăm": TEXT,
        "Ngày ghi chú gần nhất": TEXT,
        "Ghi chú": TEXT,
    },
    (7, 28, 18, 24, 36, 28, 11, 14, 50, 14, 50),
    _lines,
)
