"""The ledger of help and the needs that nobody met, taken away as files."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from giamngheo.apps.households.circumstances import deprivations_of, needs
from giamngheo.apps.households.models import Household, Need
from giamngheo.apps.support.models import Support
from giamngheo.apps.support.queries import lacking, support_where, unmet
from giamngheo.apps.support.states import Source
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, areas_told, give
from giamngheo.web.components.guard import needs as needs_permission
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.staff.registry.exported import standing_words
from giamngheo.web.staff.support.asked import Asked, asked_of
from giamngheo.web.staff.support.told import quantity_told, standing_told


@needs_permission(Permission.SEE_HOUSEHOLDS)
@require_GET
def ledger(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the help that the list shows, all pages of it."""
    asked = asked_of(request)
    rows = support_where(asked.given)
    return give(request, LEDGER, rows, _taken(request, asked, rows.count()), ending)


@needs_permission(Permission.SEE_HOUSEHOLDS)
@require_GET
def waiting(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the needs that nobody met, all pages of them."""
    asked = asked_of(request)
    rows = unmet(asked.areas("household__area_id"), asked.year, today(), asked.need)
    return give(request, WAITING, rows, _taken(request, asked, rows.count()), ending)


@needs_permission(Permission.SEE_HOUSEHOLDS)
@require_GET
def lacks(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the households that lack the service of the address and that nobody helped with it."""
    asked = asked_of(request)
    rows = lacking(asked.areas(), asked.year, today(), asked.lack)
    return give(request, LACKING, rows, _taken(request, asked, rows.count()), ending)


def _taken(request: HttpRequest, asked: Asked, count: int) -> Taken:
    said = {
        "Năm": str(asked.year),
        "Lọc nhu cầu": needs().get(asked.need, ""),
        "Thiếu hụt": {one.id: one.name for one in deprivations_of(today())}.get(asked.lack, ""),
        "Lọc nguồn": Source(asked.source).label if asked.source else "",
    }
    areas = areas_told(request, Permission.SEE_HOUSEHOLDS, asked.area_id)
    return Taken("support.export", count, areas, [[name, words] for name, words in said.items() if words])


def _given(chunk: Sequence[Support], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(one.area_id for one in chunk)
    words = needs()
    for one in chunk:
        yield (
            day_text(one.given_on),
            one.household.head_name,
            one.household.code,
            looking.name(one.area_id),
            standing_told(one),
            words.get(one.need, one.need),
            one.what,
            quantity_told(one),
            one.value,
            one.get_source_display(),
            one.giver or None,
            one.again_because or None,
            f"Đã rút lại: {one.taken_back_because}" if one.is_taken_back else None,
        )


def _lacking(chunk: Sequence[Household], looking: Looking) -> Iterator[Sequence[Any]]:
    looking.learn(one.area_id for one in chunk)
    for one, standing in zip(chunk, standing_words(chunk, looking), strict=True):
        yield one.head_name, one.code, looking.name(one.area_id), *standing, one.members


def _needed(chunk: Sequence[Need], looking: Looking) -> Iterator[Sequence[Any]]:
    homes = [one.household for one in chunk]
    looking.learn(one.area_id for one in homes)
    words = needs()
    for one, home, standing in zip(chunk, homes, standing_words(homes, looking), strict=True):
        need = words.get(one.need, one.need)
        since = day_text(one.valid.lower)
        yield home.head_name, home.code, looking.name(home.area_id), *standing, need, one.words or None, since


LEDGER: Final = Exported(
    "Sổ hỗ trợ",
    "Số khoản",
    {
        PLACE: COUNT,
        "Ngày": TEXT,
        "Chủ hộ": TEXT,
        "Mã hộ": TEXT,
        "Thôn, tổ": TEXT,
        "Loại hộ ngày hỗ trợ": TEXT,
        "Nhu cầu": TEXT,
        "Nội dung": TEXT,
        "Số lượng": TEXT,
        "Giá trị (đồng)": COUNT,
        "Nguồn": TEXT,
        "Bên hỗ trợ": TEXT,
        "Lý do hỗ trợ thêm": TEXT,
        "Ghi chú": TEXT,
    },
    (6, 12, 26, 18, 22, 20, 26, 36, 14, 16, 26, 26, 26, 26),
    _given,
)
WAITING: Final = Exported(
    "Nhu cầu chưa được hỗ trợ",
    "Số nhu cầu",
    {
        PLACE: COUNT,
        "Chủ hộ": TEXT,
        "Mã hộ": TEXT,
        "Thôn, tổ": TEXT,
        "Loại hộ": TEXT,
        "Nhóm": TEXT,
        "Nhu cầu": TEXT,
        "Ghi rõ": TEXT,
        "Từ ngày": TEXT,
    },
    (6, 26, 18, 22, 18, 22, 28, 36, 12),
    _needed,
)
LACKING: Final = Exported(
    "Hộ thiếu hụt chưa được hỗ trợ",
    "Số hộ",
    {
        PLACE: COUNT,
        "Chủ hộ": TEXT,
        "Mã hộ": TEXT,
        "Thôn, tổ": TEXT,
        "Loại hộ": TEXT,
        "Nhóm": TEXT,
        "Nhân khẩu": COUNT,
    },
    (6, 26, 18, 22, 18, 22, 12),
    _lacking,
)
