"""Values through time, from zero, each with its number; a line breaks where figures mean something else."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from giamngheo.web.components.pictures.canvas import LINE, QUIET, Drawing, room_of, wrapped

_HIGH: Final = 190.0
_FOOT: Final = 30.0
_SMALL: Final = 13
_ROOM_OF_A_DAY: Final = 80


@dataclass(frozen=True)
class Point:
    """A value on a day, and how it is written."""

    day: date
    value: float
    said: str


@dataclass(frozen=True)
class Series:
    """The points of one thing in the order of days; square marks tell the second apart, also in grey."""

    name: str
    fill: str
    points: tuple[Point, ...]
    square: bool = False


@dataclass(frozen=True)
class Break:
    """A day from which figures mean something else."""

    day: date
    said: str


def lines(series: Sequence[Series], breaks: Sequence[Break], width: float) -> Drawing:
    """Draw one or two of them over the days they have together."""
    sheet = Drawing(width)
    days = sorted({point.day for one in series for point in one.points})
    y = _names(sheet, series)
    top = _breaks(sheet, breaks, days, y)
    most = max((point.value for one in series for point in one.points), default=0) or 1
    foot = top + _HIGH
    for mark in breaks:
        x = _across(mark.day, days, width)
        sheet.line(x, y, x, foot, stroke=QUIET, dash="4 3")
    sheet.line(0, foot, width, foot, stroke=LINE)
    _days(sheet, days, foot)
    placed = {
        (place, point.day): (_across(point.day, days, width), foot - (_HIGH - 30) * point.value / most)
        for place, one in enumerate(series)
        for point in one.points
    }
    for place, one in enumerate(series):
        for before, after in pairwise(one.points):
            is_broken = any(before.day < mark.day <= after.day for mark in breaks)
            look = (LINE, 1.5, "2 5") if is_broken else (one.fill, 2.5, "")
            ends = (*placed[place, before.day], *placed[place, after.day])
            sheet.line(*ends, stroke=look[0], wide=look[1], dash=look[2])
    written = max((room_of(point.said) for one in series for point in one.points), default=0)
    told = set(_with_room(days, written, width))
    for (place, day), (x, at) in placed.items():
        others = [high for (other, of), (_, high) in placed.items() if of == day and other != place]
        is_lower = any(at > high or (at == high and place) for high in others)
        point = next(one for one in series[place].points if one.day == day)
        sheet.dot(x, at, series[place].fill, square=series[place].square)
        if day not in told:
            continue
        is_below = is_lower and at + _SMALL < foot  # under the line of days stand the days
        sheet.text(
            x, at + (20 if is_below else -10), point.said, anchor="middle", fill=series[place].fill, bold=True
        )
    sheet.height = foot + _FOOT
    return sheet


def _across(day: date, days: Sequence[date], width: float) -> float:
    if len(days) < 2:
        return width / 2
    side = 44.0
    return side + (width - 2 * side) * (day - days[0]).days / (days[-1] - days[0]).days


def _names(sheet: Drawing, series: Sequence[Series]) -> float:
    """What each mark is, in a row above, or one under the other on a phone; gives where it ends."""
    x, y = 6.0, 14.0
    for one in series:
        if x > 6 and x + 14 + room_of(one.name) > sheet.width:
            x, y = 6.0, y + 20
        sheet.dot(x, y - 5, one.fill, square=one.square)
        sheet.text(x + 12, y, one.name, fill=one.fill, bold=True)
        x += 40 + room_of(one.name)
    return y + 8


def _breaks(sheet: Drawing, breaks: Sequence[Break], days: Sequence[date], top: float) -> float:
    """The words of each break beside its line, each under the one before; gives where they end."""
    y = top
    for mark in breaks:
        x = _across(mark.day, days, sheet.width)
        is_right = x > sheet.width / 2
        room = (x if is_right else sheet.width - x) - 8
        for line in wrapped(f"{mark.said} ({mark.day:%d/%m/%Y})", room, _SMALL):
            y += 16
            at = x - 6 if is_right else x + 6
            sheet.text(at, y, line, size=_SMALL, anchor="end" if is_right else "start", fill=QUIET)
    return y + 12


def _days(sheet: Drawing, days: Sequence[date], foot: float) -> None:
    """The days under the line, as many as have room; the last one always."""
    told = set(_with_room(days, _ROOM_OF_A_DAY, sheet.width))
    for day in days:
        x = _across(day, days, sheet.width)
        sheet.line(x, foot, x, foot + 5, stroke=QUIET)
        if day in told:
            sheet.text(x, foot + 22, f"{day:%d/%m/%Y}", size=_SMALL, anchor="middle", fill=QUIET)


def _with_room(days: Sequence[date], room: float, width: float) -> Iterator[date]:
    """The days whose words have room beside each other, from the last one back."""
    taken = width * 2
    for day in reversed(days):
        x = _across(day, days, width)
        if taken - x >= room:
            yield day
            taken = x
