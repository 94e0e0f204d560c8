"""«Văn bản» taken away as a file: the papers of the list with number, day and state, without content."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from giamngheo.apps.papers.models import IssuedPaper
from giamngheo.apps.papers.queries import told_in_a_list
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import may
from giamngheo.web.components.acting_person import person_of, today
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, areas_told, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.staff.official_papers.listing import chosen, numbered, state_of


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def listed(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the papers of all pages that pass the filters."""
    asked, rows = chosen(request)
    area = asked.area_id
    if area is not None and not may(person_of(request), Permission.SEE_HOUSEHOLDS, area, today()):
        area = None  # the list is empty then; the trail tells it to who answers for the person
    areas = areas_told(request, Permission.SEE_HOUSEHOLDS, area)
    return give(
        request, PAPERS, told_in_a_list(rows), Taken("papers.export", rows.count(), areas, asked.rows), ending
    )


def _lines(chunk: Sequence[Any], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(one.area_id for one in chunk)
    for one in chunk:
        yield (
            one.title,
            numbered(one) or None,
            day_text(one.day) if one.day else None,
            one.subject,
            one.about or None,
            looking.name(one.area_id),
            state_of(one).name,
            *_drawn_up(one),
            one.issued_by_name or None,
            one.reason or None,
            one.check_code,
        )


def _drawn_up(paper: IssuedPaper) -> tuple[str, str]:
    return paper.drawn_up_by_name, day_text(paper.drawn_up_at)


PAPERS: Final = Exported(
    "Văn bản",
    "Số văn bản",
    {
        PLACE: COUNT,
        "Loại": TEXT,
        "Số, ký hiệu": TEXT,
        "Ngày ban hành": TEXT,
        "Trích yếu": TEXT,
        "Về hộ": TEXT,
        "Đơn vị": TEXT,
        "Tình trạng": TEXT,
        "Người lập": TEXT,
        "Ngày lập": TEXT,
        "Người ban hành": TEXT,
        "Lý do thay, thu hồi": TEXT,
        "Mã kiểm tra": TEXT,
    },
    (7, 24, 16, 14, 50, 28, 28, 18, 24, 14, 24, 40, 22),
    _lines,
)
