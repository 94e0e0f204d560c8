"""For each name a span from the least to the most of several units, with the mark of all of them between."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from giamngheo.web.components.pictures.canvas import LIGHT, LINE, POOR, QUIET, Drawing, room_of, wrapped

_SMALL: Final = 13


@dataclass(frozen=True)
class Span:
    """Least, whole and most as shares of `whole` (0 to 1), and who has the most, in words."""

    name: str
    least: float
    whole: float
    most: float
    said: str
    whole_said: str


def spans(rows: Sequence[Span], width: float) -> Drawing:
    """Draw them on one scale from zero."""
    sheet = Drawing(width)
    left = 0.0 if sheet.is_narrow else width * 0.34
    scale = (width - left - 12) / (max((one.most for one in rows), default=0) or 1)
    y = 4.0
    sheet.dot(8, y + 8, POOR)
    sheet.text(20, y + 13, "cả đơn vị", fill=QUIET, size=_SMALL)
    sheet.line(110, y + 8, 134, y + 8, stroke=LIGHT, wide=8)
    sheet.text(142, y + 13, "từ nơi ít nhất đến nơi nhiều nhất", fill=QUIET, size=_SMALL)
    y += 34
    for one in rows:
        names = wrapped(one.name, width if sheet.is_narrow else left - 16)
        for number, line in enumerate(names):
            if sheet.is_narrow:
                sheet.text(0, y + number * 17, line)
            else:
                sheet.text(left - 12, y + 6 + number * 17, line, anchor="end")
        low = y + (len(names) - 1) * 17 + 14 if sheet.is_narrow else y
        sheet.line(left, low, width - 12, low, stroke=LINE)
        sheet.line(left + one.least * scale, low, left + one.most * scale, low, stroke=LIGHT, wide=8)
        sheet.dot(left + one.whole * scale, low, POOR)
        words = f"{one.whole_said} · {one.said}"
        at_end = left + one.whole * scale + room_of(words, _SMALL) > width
        x = width - 12 if at_end else max(left, left + one.whole * scale - 4)
        sheet.text(x, low + 19, words, size=_SMALL, anchor="end" if at_end else "start", fill=QUIET)
        y = max(low, y + (0 if sheet.is_narrow else (len(names) - 1) * 17)) + 42
    sheet.height = max(y - 14, 1)
    return sheet
