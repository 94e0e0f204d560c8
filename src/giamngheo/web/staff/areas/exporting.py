"""«Địa bàn» taken away as files: units at the top, found or under a unit on a day, and the batches.

These are public facts: the line of the trail is read where who took them away works.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.kinds import Kind
from giamngheo.foundation.areas.models import Batch
from giamngheo.foundation.areas.queries import Unit, children_of, unit_on
from giamngheo.foundation.areas.search import Hit, search_all
from giamngheo.foundation.areas.states import BatchState
from giamngheo.web.components.acting_person import today
from giamngheo.web.components.asked import day_in, words_in
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, areas_told, give
from giamngheo.web.components.guard import needs, signed_in
from giamngheo.web.components.numbers import capital, eve
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.staff.areas.batches import told_batches
from giamngheo.web.staff.areas.tree import top_units
from giamngheo.web.staff.areas.unit import found_area, nearest_day

COUNTRY: Final = "cả nước"


@signed_in
@require_GET
def units(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give the top of the tree on the day, or all that a search finds; a day that is none is told there."""
    day, typed, wrong = day_in(request.GET, "ngay", today())
    words = words_in(request.GET, "tim")
    if wrong:
        return redirect(f"{reverse('areas')}?{urlencode({'tim': words, 'ngay': typed})}")
    on_day = ["Địa bàn vào ngày", day_text(day)]
    areas = own_areas(request)
    if words:
        count, hits = search_all(words, day)
        told = [["Tìm", words], on_day]
        found = Taken("areas.export", count, areas, told, {"looked_for": True}, COUNTRY)
        return give(request, _hits(day), lambda: hits, found, ending)
    top = top_units(day)
    taken = Taken("areas.export", len(top), areas, [on_day], place=COUNTRY)
    return give(request, UNITS, lambda: iter(top), taken, ending)


@signed_in
@require_GET
def children(request: HttpRequest, area_id: int, ending: str) -> HttpResponseBase:
    """Give the units under a unit as the page of the day lists them."""
    area = found_area(area_id)
    asked, typed, wrong = day_in(request.GET, "ngay", today())
    if wrong:
        return redirect(f"{reverse('area', args=[area_id])}?{urlencode({'ngay': typed})}")
    day = nearest_day(area, asked)
    above = unit_on(area_id, day)
    if above is None:
        raise Http404
    below = children_of(area_id, day)
    told = [["Địa bàn vào ngày", day_text(day)]]
    taken = Taken("areas.export", len(below), own_areas(request), told, place=above.full_name)
    return give(request, CHILDREN, lambda: iter(below), taken, ending)


@needs(Permission.SEE)
@require_GET
def batches(request: HttpRequest, ending: str) -> HttpResponseBase:
    """Give every batch that the page tells of."""
    found = told_batches()
    taken = Taken("areas.export", found.count(), own_areas(request), place=COUNTRY)
    return give(request, BATCHES, found, taken, ending)


def own_areas(request: HttpRequest) -> list[int]:
    """Where who asks works: whose leaders read that a list of public facts was taken away."""
    return areas_told(request, Permission.SEE, None)


def _unit_lines(chunk: Sequence[Unit], looking: Looking) -> Iterator[Sequence[Any]]:
    for one in chunk:
        yield capital(one.full_name), Kind(one.kind).label, one.code or None


def _hits(day: date) -> Exported:
    """What was found, each with what it is on the day that was asked for."""

    def lines(chunk: Sequence[Hit], looking: Looking) -> Iterator[Sequence[Any]]:
        for hit in chunk:
            above = [one.full_name for one in hit.path if one.area_id != hit.unit.area_id and one.tier > 0]
            yield capital(hit.unit.full_name), hit.unit.code or None, ", ".join(above) or None, state(hit)

    def state(hit: Hit) -> str | None:
        if hit.is_living:
            return None
        if hit.first_day is not None and hit.first_day > day:
            return f"lập ngày {day_text(hit.first_day)}"
        return f"đơn vị cũ, hết ngày {day_text(eve(hit.last_bound))}" if hit.last_bound else None

    schema = {PLACE: COUNT, "Đơn vị": TEXT, "Mã": TEXT, "Thuộc": TEXT, "Tình trạng": TEXT}
    return Exported("Đơn vị tìm thấy", "Số đơn vị", schema, (7, 36, 14, 50, 30), lines)


def _batch_lines(chunk: Sequence[Batch], looking: Looking) -> Iterator[Sequence[Any]]:
    for one in chunk:
        yield (
            one.title,
            day_text(one.day),
            one.instrument,
            BatchState(one.state).label,
            one.prepared_by_name or None,
            one.put_in_force_by_name or None,
        )


_OF_UNIT: Final = {PLACE: COUNT, "Đơn vị": TEXT, "Loại": TEXT, "Mã": TEXT}
UNITS: Final = Exported("Đơn vị hành chính", "Số đơn vị", _OF_UNIT, (7, 36, 28, 14), _unit_lines)
CHILDREN: Final = Exported("Đơn vị trực thuộc", "Số đơn vị", _OF_UNIT, (7, 36, 28, 14), _unit_lines)
BATCHES: Final = Exported(
    "Các đợt sắp xếp đơn vị",
    "Số đợt",
    {
        PLACE: COUNT,
        "Đợt": TEXT,
        "Ngày": TEXT,
        "Văn bản": TEXT,
        "Tình trạng": TEXT,
        "Người soạn": TEXT,
        "Người cho hiệu lực": TEXT,
    },
    (7, 50, 14, 32, 28, 26, 26),
    _batch_lines,
)
