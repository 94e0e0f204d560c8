"""The trail taken away as a file: the lines that the filters leave, of the areas of who looks."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import may
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, areas_told, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import moment
from giamngheo.web.staff.trail.filters import filtering
from giamngheo.web.staff.trail.page import OUTSIDE, lines_seen_by


@needs(Permission.SEE_TRAIL)
@require_GET
def listed(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the lines of all pages, newest first; a day that is none is told on the page."""
    asked, person = filtering(request.GET), person_of(request)
    if asked.wrong:
        return redirect(f"{reverse('trail')}?{asked.query}")
    lines = asked.applied(lines_seen_by(person))
    newest = lines.order_by("-id").values_list("id", flat=True).first() or 0
    lines = lines.filter(id__lte=newest)  # without the line that this file itself leaves
    area = asked.area_id
    # Lines of an own deed elsewhere are read, too; that it was taken away is told to who answers for them.
    here = area if area is not None and may(person, Permission.SEE_TRAIL, area, today()) else None
    names = names_of([area], today()) if area else {}
    taken = Taken(
        "audit.export",
        lines.count(),
        areas_told(request, Permission.SEE_TRAIL, here),
        [["Lọc", asked.sentence(names.get(area or 0, OUTSIDE))]] if asked.query else [],
        {"looked_for": bool(asked.who)},
    )
    return give(request, TRAIL, lines.order_by("-id"), taken, ending)


def _lines(chunk: Sequence[AuditLine], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(line.area_id for line in chunk)
    for line in chunk:
        area = looking.name(line.area_id) or None
        yield moment(line.at), line.actor_name, line.sentence, area, line.address


TRAIL: Final = Exported(
    "Nhật ký",
    "Số dòng",
    {PLACE: COUNT, "Lúc": TEXT, "Người làm": TEXT, "Việc": TEXT, "Địa bàn": TEXT, "Địa chỉ mạng": TEXT},
    (7, 22, 26, 70, 28, 18),
    _lines,
)
