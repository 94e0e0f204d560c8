"""Units drawn as a map where outlines are known, as tiles where not; each leads to its page."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from giamngheo.foundation.areas.models import Boundary
from giamngheo.foundation.areas.queries import Unit

_LONGER_SIDE: Final = 1000
Ring = Sequence[Sequence[float]]


@dataclass(frozen=True)
class Drawing:
    """A map in its own units: `paths` by the number of the area; `missing` have no outline on the day."""

    width: int
    height: int
    paths: dict[int, str]
    missing: list[Unit]
    source: str


def drawing(units: Sequence[Unit], day: date) -> Drawing | None:
    """Draw the outlines of these units on the day; None where none is known."""
    kept = Boundary.objects.filter(area_id__in=[one.area_id for one in units], valid__contains=day)
    outlines = {area_id: (geometry, source) for area_id, geometry, source in kept.values_list(*_COLUMNS)}
    if not outlines:
        return None
    rings = {area_id: list(_rings(geometry)) for area_id, (geometry, _) in outlines.items()}
    points = [point for of_one in rings.values() for ring in of_one for point in ring]
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    # A degree of longitude is shorter than one of latitude, by the cosine of where the middle lies.
    narrowing = math.cos(math.radians((south + north) / 2))
    scale = _LONGER_SIDE / max((east - west) * narrowing, north - south, 1e-9)

    def placed(point: Sequence[float]) -> tuple[int, int]:
        return round((point[0] - west) * narrowing * scale), round((north - point[1]) * scale)

    return Drawing(
        max(1, round((east - west) * narrowing * scale)),
        max(1, round((north - south) * scale)),
        {area_id: _path([[placed(p) for p in ring] for ring in of_one]) for area_id, of_one in rings.items()},
        [one for one in units if one.area_id not in outlines],
        next(source for _, source in outlines.values()),
    )


_COLUMNS: Final = ("area_id", "geometry", "source")


def _rings(geometry: dict[str, Any]) -> Iterator[Ring]:
    """Every ring of a polygon or of many; what is no area has none."""
    coordinates = geometry.get("coordinates", [])
    if geometry.get("type") == "Polygon":
        yield from coordinates
    elif geometry.get("type") == "MultiPolygon":
        for polygon in coordinates:
            yield from polygon


def _path(rings: Sequence[Sequence[tuple[int, int]]]) -> str:
    """The rings as an SVG path in whole units; a point that falls on the one before it is left out."""
    parts = []
    for ring in rings:
        kept = [point for place, point in enumerate(ring) if place == 0 or point != ring[place - 1]]
        parts.append("M" + "L".join(f"{x} {y}" for x, y in kept) + "Z")
    return "".join(parts)
