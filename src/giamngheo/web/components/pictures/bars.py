"""Lying bars from zero, each with its number; several for one name; under headings or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from giamngheo.web.components.pictures.canvas import INK, QUIET, Drawing, room_of, wrapped

_HIGH, _GAP, _LINE = 16.0, 12.0, 17.0
_LABEL_SHARE: Final = 0.36


@dataclass(frozen=True)
class Part:
    """One bar: how long, what is written behind it, its colour."""

    value: float
    said: str
    fill: str


@dataclass(frozen=True)
class Bar:
    """The bars of a name; `under` is the heading they stand under."""

    name: str
    parts: tuple[Part, ...]
    under: str = ""


@dataclass(frozen=True)
class Level:
    """A line across all bars, as the rate of the whole."""

    value: float
    said: str


def bars(rows: Sequence[Bar], width: float, level: Level | None = None) -> Drawing:
    """Draw them in the order given."""
    sheet = Drawing(width)
    parts = [part for row in rows for part in row.parts]
    said = max((room_of(part.said) for part in parts), default=0) + 8
    left = 0.0 if sheet.is_narrow else width * _LABEL_SHARE
    most = max([part.value for part in parts] + ([level.value] if level else []) or [0]) or 1
    scale = (width - left - said) / most
    y = 22.0 if level else 0.0
    heading = ""
    for row in rows:
        if row.under != heading:
            heading = row.under
            y += 20
            sheet.text(0, y, heading, bold=True, fill=QUIET)
            y += 10
        y = _row(sheet, row, y, left, scale)
    sheet.height = max(y, 1)
    if level:
        x = left + level.value * scale
        sheet.line(x, 20, x, sheet.height, stroke=INK, dash="4 3")
        at_end = x > width * 0.6
        sheet.text(x, 14, level.said, anchor="end" if at_end else "start", fill=QUIET)
    return sheet


def _row(sheet: Drawing, row: Bar, y: float, left: float, scale: float) -> float:
    """A name with its bars; gives where the next one begins."""
    lines = wrapped(row.name, sheet.width if sheet.is_narrow else left - 12)
    top = y
    for number, line in enumerate(lines):
        if sheet.is_narrow:
            sheet.text(0, y + 13 + number * _LINE, line)
        else:
            sheet.text(left - 8, y + 13 + number * _LINE, line, anchor="end")
    if sheet.is_narrow:
        y += len(lines) * _LINE + 3
    for part in row.parts:
        long = part.value * scale
        sheet.rect(left, y, max(long, 1), _HIGH, part.fill)
        sheet.text(left + max(long, 1) + 5, y + 13, part.said)
        y += _HIGH + 2
    return max(y, top + (0 if sheet.is_narrow else len(lines) * _LINE)) + _GAP - 2
