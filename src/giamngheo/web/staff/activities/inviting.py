"""The list of whom to invite to an activity, taken away as a file to be printed or filled in on the day."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

import polars as pl
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from giamngheo.apps.activities.inviting import Invited, invited
from giamngheo.apps.activities.models import Activity
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.text import whole
from giamngheo.law.vocabulary.activities import ActivityKind, Takes
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.guard import needs
from giamngheo.web.components.numbers import capital
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.components.personal_numbers import masked
from giamngheo.web.staff.activities.choosing import asked_of, found, within
from giamngheo.web.staff.activities.entering import show
from giamngheo.web.staff.activities.reaching import activity_for, require

MOST: Final = 20_000
"""Households or persons looked at while who asks waits: those of a large commune."""
_SEXES: Final = {"male": "nam", "female": "nữ"}
_YOUNG: Final = 6
"""Younger than this an age is told in months."""


@needs(Permission.KEEP_ACTIVITIES)
@require_GET
def listed(request: HttpRequest, activity_id: int, ending: str) -> HttpResponseBase:
    """Give those whom the filters find and who are right on the day asked for."""
    row = activity_for(request, activity_id)
    require(request, Permission.KEEP_ACTIVITIES, row.area_id)
    require(request, Permission.SEE_HOUSEHOLDS, row.area_id)
    if row.law.takes not in {Takes.HOUSEHOLDS, Takes.PERSONS}:
        raise Http404
    asked = asked_of(request)
    if asked.fault:
        return show(request, row, wrong={"ngay": asked.fault})
    areas = within(row, asked)
    numbers = list(found(row, asked, areas)[: MOST + 1])
    if len(numbers) > MOST:
        fault = f"Nhiều hơn {whole(MOST)} {row.law.takes.label}. Cách xử lý: chọn một đơn vị rồi tải."
        return show(request, row, wrong={"thon": fault})
    rows = list(invited(row.law, numbers, areas, asked.day))
    said = [["Hoạt động", row.title], ["Đúng đối tượng vào ngày", day_text(asked.day)]]
    details = {"activity": row.pk, "asked": asked.query}
    taken = Taken("activities.export", len(rows), [asked.area or row.area_id], said, details)
    return give(request, _list_of(row, asked.day), lambda: iter(rows), taken, ending)


def _list_of(row: Activity, day: date) -> Exported:
    """The list of a kind: of persons with their age on the day, and with the columns to fill in by hand."""
    kind = row.law
    of_persons = kind.takes is Takes.PERSONS
    columns: dict[str, pl.DataType] = {PLACE: COUNT, "Họ và tên" if of_persons else "Chủ hộ": TEXT}
    widths: list[float] = [7, 28]
    if of_persons:
        columns |= dict.fromkeys(("Giới tính", "Ngày sinh", "Tuổi", "Số định danh"), TEXT)
        widths += [10, 16, 14, 18]
    columns |= dict.fromkeys(("Mã hộ", "Thôn, tổ", "Theo nhóm", "Là"), TEXT)
    columns |= dict.fromkeys(kind.blanks, TEXT)
    widths += [18, 24, 20, 26, *(14 for _ in kind.blanks)]
    return Exported(
        "Danh sách mời tham gia hoạt động",
        "Số dòng",
        columns,
        widths,
        lambda chunk, looking: _lines(kind, chunk, looking, day),
    )


def _lines(
    kind: ActivityKind, chunk: Sequence[Invited], looking: Looking, day: date
) -> Iterator[Sequence[Any]]:
    looking.learn(one.entrant.area_id for one in chunk)
    shows = looking.sees_numbers()
    for one in chunk:
        who = one.entrant
        told: list[str | None] = [who.name]
        if kind.takes is Takes.PERSONS:
            number = masked(who.personal_number, shows(who.area_id)) if who.personal_number else None
            told += [_SEXES.get(who.sex), *_born(who.born, day), number]
        yield (
            *told,
            who.code,
            looking.name(who.area_id),
            capital(one.group.label),
            one.who or None,
            *(None for _ in kind.blanks),
        )


def _born(born: tuple[date, date] | None, day: date) -> tuple[str | None, str | None]:
    """The birth as it is known, and the age on the day: of the young in months, else in years."""
    if born is None:
        return None, None
    first, last = born
    if first != last:
        told = str(first.year) if first.month != last.month else f"{first:%m/%Y}"
        old, young = _months(first, day) // 12, _months(last, day) // 12
        return told, f"{young} tuổi" if old == young else f"{young}–{old} tuổi"
    months = _months(first, day)
    return day_text(first), f"{months} tháng" if months < _YOUNG * 12 else f"{months // 12} tuổi"


def _months(born: date, day: date) -> int:
    return (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)
