"""Units by a rate in five steps: as tiles in the order of names, or as they lie where outlines are known."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from giamngheo.web.components.pictures.canvas import INK, PAPER, QUIET, RAMP, Drawing, room_of, wrapped

_SMALL: Final = 12
_TILE: Final = 116.0
_HIGH: Final = 64.0
_GAP: Final = 6.0
_UNKNOWN: Final = "#ffffff"
_LEAST_STEP: Final = 0.9  # of a point of the picture: nearer than that is the same place


@dataclass(frozen=True)
class Place:
    """A unit: its name, its share (None: not known) and how it is written, its outline (GeoJSON) if known."""

    name: str
    share: float | None
    said: str
    outline: Any = None


def tiles(places: Sequence[Place], width: float, said: tuple[str, str]) -> Drawing:
    """A tile a unit, in the order given; `said` are the words of the least and of the most."""
    sheet = Drawing(width)
    across = max(int((width + _GAP) // (_TILE + _GAP)), 1)
    wide = (width - (across - 1) * _GAP) / across
    top = _ramp(sheet, said)
    most = _most(places)
    for number, one in enumerate(places):
        x, y = (number % across) * (wide + _GAP), top + (number // across) * (_HIGH + _GAP)
        step = _step(one, most)
        fill = _UNKNOWN if step is None else RAMP[step]
        sheet.rect(x, y, wide, _HIGH, fill, edge=QUIET)
        ink = PAPER if step is not None and step >= 3 else INK
        for line, words in enumerate(_fitting(one.name, wide - 12)):
            sheet.text(x + 6, y + 16 + line * 15, words, size=_SMALL, fill=ink)
        sheet.text(x + wide - 6, y + _HIGH - 8, one.said, anchor="end", fill=ink, bold=True)
    sheet.height = top + math.ceil(len(places) / across) * (_HIGH + _GAP)
    return sheet


def outlined(places: Sequence[Place], width: float, said: tuple[str, str]) -> Drawing:
    """The units as they lie; names and rates where they have room."""
    sheet = Drawing(width)
    top = _ramp(sheet, said)
    most = _most(places)
    rings = [(one, list(_rings(one.outline))) for one in places if one.outline]
    points = [point for _, of in rings for ring in of for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    narrower = math.cos(math.radians((south + north) / 2))  # a degree of longitude, in degrees of latitude
    scale = min(width / max((east - west) * narrower, 1e-9), width * 1.2 / max(north - south, 1e-9))
    for one, of in rings:
        step = _step(one, most)
        drawn = [
            _near([((x - west) * narrower * scale, top + (north - y) * scale) for x, y in ring])
            for ring in of
        ]
        path = "".join(_path(ring) for ring in drawn if len(ring) > 2)
        sheet.path(path, fill=_UNKNOWN if step is None else RAMP[step], stroke=QUIET)
    for one, of in rings:
        largest = max(of, key=len)
        xs = [(x - west) * narrower * scale for x, _ in largest]
        ys = [top + (north - y) * scale for _, y in largest]
        if max(xs) - min(xs) > room_of(one.said, _SMALL) + 6 and max(ys) - min(ys) > 18:
            x, y = (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
            step = _step(one, most)
            ink = PAPER if step is not None and step >= 3 else INK
            has_room = max(xs) - min(xs) > room_of(one.name, _SMALL) + 6 and max(ys) - min(ys) > 40
            if has_room:
                sheet.text(x, y - 4, one.name, size=_SMALL, anchor="middle", fill=ink)
            sheet.text(x, y + 12, one.said, size=_SMALL, anchor="middle", fill=ink, bold=True)
    sheet.height = top + (north - south) * scale + 8
    return sheet


def _ramp(sheet: Drawing, said: tuple[str, str]) -> float:
    """The five steps with the words of both ends."""
    x = room_of(said[0], _SMALL) + 6
    sheet.text(0, 14, said[0], size=_SMALL, fill=QUIET)
    for number, fill in enumerate(RAMP):
        sheet.rect(x + number * 26, 2, 26, 16, fill, edge=QUIET)
    sheet.text(x + len(RAMP) * 26 + 6, 14, said[1], size=_SMALL, fill=QUIET)
    return 30.0


def _most(places: Iterable[Place]) -> float:
    return max((one.share for one in places if one.share is not None), default=0) or 1


def _step(one: Place, most: float) -> int | None:
    if one.share is None:
        return None
    return min(int(one.share / most * len(RAMP)), len(RAMP) - 1)


def _fitting(name: str, room: float) -> list[str]:
    """A name in two lines; what has no room ends with dots, the table has the whole."""
    lines = wrapped(name, room, _SMALL)
    if len(lines) <= 2:
        return lines
    return [lines[0], f"{lines[1]} …"]


def _rings(outline: Any) -> Iterable[list[tuple[float, float]]]:
    parts = outline["coordinates"] if outline["type"] == "MultiPolygon" else [outline["coordinates"]]
    for part in parts:
        for ring in part:
            yield [(float(point[0]), float(point[1])) for point in ring]


def _near(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """A ring without points that lie on the one before."""
    kept = ring[:1]
    for point in ring[1:]:
        if abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= _LEAST_STEP:
            kept.append(point)
    return kept


def _path(ring: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z"
