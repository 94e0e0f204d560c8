"""Who moved from where to where: bands between the groups of two days, as wide as there are households."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from giamngheo.web.components.pictures.canvas import PAPER, QUIET, Drawing, wrapped

_BAR: Final = 12.0
_LEAST: Final = 18.0  # so that the words of a thin band have room
_HIGH: Final = 260.0
_GAP: Final = 16.0
_LINE: Final = 16.0


@dataclass(frozen=True)
class Group:
    """A group of one of the days: its name and colour."""

    name: str
    fill: str


@dataclass(frozen=True)
class Band:
    """So many who went from a group of the first day to one of the second, by their ids."""

    start: str
    end: str
    count: int


def flow(
    first: Mapping[str, Group],
    last: Mapping[str, Group],
    bands: Sequence[Band],
    said: Callable[[int], str],
    width: float,
) -> Drawing:
    """Draw the bands that have somebody; groups of nobody are left out."""
    sheet = Drawing(width)
    shown = [one for one in bands if one.count]
    total = max(sum(one.count for one in shown), 1)
    high = {one: max(one.count / total * _HIGH, _LEAST) for one in shown}
    label = width * (0.29 if sheet.is_narrow else 0.25)
    left, right = label, width - label
    at_start, low_left = _column(sheet, first, high, said, side="start", x=left, label=label)
    at_end, low_right = _column(sheet, last, high, said, side="end", x=right, label=label)
    behind = Drawing(width)
    for one in shown:
        y1, y2, wide = at_start[one], at_end[one], high[one]
        x1, x2 = left + _BAR, right
        bend = (x2 - x1) * 0.45
        behind.path(
            f"M{x1:.1f} {y1:.1f} C{x1 + bend:.1f} {y1:.1f} {x2 - bend:.1f} {y2:.1f} {x2:.1f} {y2:.1f} "
            f"L{x2:.1f} {y2 + wide:.1f} C{x2 - bend:.1f} {y2 + wide:.1f} {x1 + bend:.1f} {y1 + wide:.1f} "
            f"{x1:.1f} {y1 + wide:.1f} Z",
            fill=first[one.start].fill,
            stroke=PAPER,
            seen=0.35,
        )
    for one in shown:
        behind.text(left + _BAR + 6, at_start[one] + high[one] / 2 + 5, said(one.count), bold=True)
    sheet.parts = behind.parts + sheet.parts
    sheet.height = max(low_left, low_right, 1)
    return sheet


def _column(
    sheet: Drawing,
    groups: Mapping[str, Group],
    high: Mapping[Band, float],
    said: Callable[[int], str],
    *,
    side: Literal["start", "end"],
    x: float,
    label: float,
) -> tuple[dict[Band, float], float]:
    """The groups of a day under each other, with their sums; where each band begins, and where all end."""
    found: dict[Band, float] = {}
    y = 0.0
    is_start = side == "start"
    for name, group in groups.items():
        own = [one for one in high if getattr(one, side) == name]
        if not own:
            continue
        top = y
        for one in own:
            found[one] = y
            y += high[one]
        sheet.rect(x, top, _BAR, y - top, group.fill)
        words = [*wrapped(group.name, label - 10), said(sum(one.count for one in own))]
        at = x - 8 if is_start else x + _BAR + 8
        for number, line in enumerate(words):
            sheet.text(
                at,
                top + 13 + number * _LINE,
                line,
                anchor="end" if is_start else "start",
                bold=number == len(words) - 1,
                fill=QUIET if number < len(words) - 1 else group.fill,
            )
        y = max(y, top + len(words) * _LINE) + _GAP
    return found, y - _GAP
