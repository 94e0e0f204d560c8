"""Reports that wait for who looks: own ones due soon, late or returned; those below that were sent."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse

from giamngheo.apps.reporting.models import Report
from giamngheo.apps.reporting.queries import Owed, owed_around
from giamngheo.apps.reporting.states import ReportState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import held_areas
from giamngheo.foundation.areas.queries import Unit, units_and_children
from giamngheo.foundation.text import day as day_text
from giamngheo.web.components.numbers import number
from giamngheo.web.staff.reporting.reaching import address_of

SOON: Final = timedelta(days=15)
LATEST: Final = timedelta(days=90)
"""So long into a year those of the year before are told too."""
_TOLD_ONE_BY_ONE: Final = 2
_HELD_AT_MOST: Final = 3
"""Who holds more roles than this looks at the list: the first page stays quick."""


def reports_waiting(person: int, day: date) -> list[tuple[str, str, date | None]]:
    """Each thing to be done: the sentence, its page, until when."""
    held = held_areas(person, Permission.DRAW_REPORTS, day) or held_areas(
        person, Permission.SIGN_REPORTS, day
    )
    years = sorted({(day - LATEST).year, day.year})
    found: list[tuple[str, str, date | None]] = []
    units, children = units_and_children(held[:_HELD_AT_MOST], day)
    for unit in units.values():
        around = owed_around(unit, years, day, children[unit.area_id])
        found += [
            *_own_of(unit, around.own, day),
            *_standing(unit, around.standing, years),
            *_late_below(unit, around.below, day),
        ]
    return found


def _own_of(unit: Unit, own: Sequence[Owed], day: date) -> list[tuple[str, str, date | None]]:
    """Those returned, late or due soon; many that are late are told in one sentence."""
    near = [one for one in own if _is_near(one, day)]
    behind = [one for one in near if one.is_late(day) and one.state != ReportState.RETURNED]
    if len(behind) <= _TOLD_ONE_BY_ONE:
        return [_own(one, day) for one in near]
    said = f"{number(len(behind))} báo cáo của {unit.full_name} quá hạn, sớm nhất là «{behind[0].name}»."
    told = [_own(one, day) for one in near if one not in behind]
    return [(said, _listed(unit.area_id, day.year), behind[0].due), *told]


def _standing(
    unit: Unit, reports: Sequence[Report], years: Sequence[int]
) -> list[tuple[str, str, date | None]]:
    """How many reports of any year wait to be accepted here; own ones of earlier years that were returned."""
    counted = Counter(
        (one.last.year, one.state)
        for one in reports
        if one.state == ReportState.SUBMITTED or one.last.year not in years
    )
    return [
        (
            f"{number(count)} báo cáo gửi {unit.full_name} chờ nhận."
            if state == ReportState.SUBMITTED
            else f"{number(count)} báo cáo năm {year} của {unit.full_name} bị trả lại, cần sửa.",
            _listed(unit.area_id, year),
            None,
        )
        for (year, state), count in sorted(counted.items())
    ]


def _late_below(unit: Unit, below: Sequence[Owed], day: date) -> list[tuple[str, str, date | None]]:
    """How many reports of the units below are late."""
    late = sum(one.is_late(day) for one in below)
    said = f"{number(late)} báo cáo của đơn vị trực thuộc {unit.full_name} quá hạn."
    return [(said, _listed(unit.area_id, day.year), None)] if late else []


def _listed(area: int, year: int) -> str:
    return f"{reverse('reporting')}?{urlencode({'don-vi': area, 'nam': year})}"


def _is_near(one: Owed, day: date) -> bool:
    """Whether it was returned, is late, or falls due soon."""
    if one.state == ReportState.RETURNED:
        return True
    return one.due is not None and one.due <= day + SOON and not one.is_sent


def _own(one: Owed, day: date) -> tuple[str, str, date | None]:
    if one.state == ReportState.RETURNED:
        return f"«{one.name}» bị trả lại, cần sửa.", address_of(one), one.due
    word = f"quá hạn từ {day_text(one.due)}" if one.due and one.is_late(day) else "đến hạn"
    return f"«{one.name}» {word}.", address_of(one), one.due
