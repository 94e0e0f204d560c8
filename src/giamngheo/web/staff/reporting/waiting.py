"""Reports that wait for who looks: own ones due soon, late or returned; those below that were sent."""

from datetime import date, timedelta
from typing import Final
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from giamngheo.apps.reporting.models import Report
from giamngheo.apps.reporting.queries import Owed, owed_by, owed_by_each_below
from giamngheo.apps.reporting.states import ReportState
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import held_areas
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.areas.queries import units_on
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
    units = units_on(held[:_HELD_AT_MOST], day)
    years = sorted({(day - LATEST).year, day.year})
    found: list[tuple[str, str, date | None]] = []
    for unit in units.values():
        own = [one for year in years for one in owed_by(unit, year, day) if _is_near(one, day)]
        behind = [one for one in own if one.is_late(day) and one.state != ReportState.RETURNED]
        if len(behind) > _TOLD_ONE_BY_ONE:
            own = [one for one in own if one not in behind]
            said = (
                f"{number(len(behind))} báo cáo của {unit.full_name} quá hạn, sớm nhất là «{behind[0].name}»."
            )
            found.append((said, _listed(unit.area_id, day.year), behind[0].due))
        found += [_own(one, day) for one in own]
        late = sum(one.is_late(day) for year in years for one in owed_by_each_below(unit.area_id, year, day))
        if late:
            address = f"{reverse('reporting')}?don-vi={unit.area_id}&nam={day.year}"
            found.append(
                (f"{number(late)} báo cáo của đơn vị trực thuộc {unit.full_name} quá hạn.", address, None)
            )
    return found + _sent(held, day)


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


def _sent(held: list[int], day: date) -> list[tuple[str, str, date | None]]:
    """How many reports wait to be accepted by each unit."""
    rows = Report.objects.filter(receiver__in=held, state=ReportState.SUBMITTED).order_by(
        "receiver_id", "last__year"
    )
    counted = list(rows.values_list("receiver_id", "last__year").annotate(Count("pk")))
    names = names_of({area for area, _, _ in counted}, day)
    return [
        (
            f"{number(count)} báo cáo gửi {names.get(area, 'đơn vị đã đổi')} chờ nhận.",
            _listed(area, year),
            None,
        )
        for area, year, count in counted
    ]
