"""The list of sheets taken away as a file: how far each is; never its answers."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.apps.surveys.occasions import names_of as occasion_names
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, areas_told, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.staff.sheets.listing import EVERYTHING, heads_of, sheets_asked, stage_of
from giamngheo.web.staff.sheets.narrowed import STAGES


@needs(Permission.SEE_HOUSEHOLDS)
@require_GET
def listed(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the sheets of all pages of the list."""
    asked, rows = sheets_asked(request)
    filters = (
        [["Đợt", occasion_names([asked.occasion])[asked.occasion]]] if asked.occasion != EVERYTHING else []
    )
    filters += [["Lọc", STAGES[asked.stage].name]] if asked.stage else []
    areas = areas_told(request, Permission.SEE_HOUSEHOLDS, asked.area_id)
    return give(
        request, SHEETS, rows.order_by("pk"), Taken("surveys.export", rows.count(), areas, filters), ending
    )


def _lines(chunk: Sequence[FilledSheet], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(one.area_id for one in chunk)
    heads, occasions = heads_of(chunk), occasion_names({one.occasion for one in chunk})
    for one in chunk:
        yield (
            heads.get(one.household_id, ""),
            one.household_code,
            looking.name(one.area_id),
            occasions[one.occasion],
            day_text(one.day),
            stage_of(one).name,
            one.missing,
            one.reviewer_name,
        )


SHEETS: Final = Exported(
    "Phiếu rà soát",
    "Số phiếu",
    {
        PLACE: COUNT,
        "Chủ hộ": TEXT,
        "Mã hộ": TEXT,
        "Nơi ở": TEXT,
        "Đợt": TEXT,
        "Ngày của phiếu": TEXT,
        "Trạng thái": TEXT,
        "Câu còn thiếu": COUNT,
        "Rà soát viên": TEXT,
    },
    (7, 28, 18, 36, 28, 14, 26, 11, 30),
    _lines,
)
