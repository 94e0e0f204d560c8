"""TopoJSON and GeoJSON files of outlines: read, checked, each outline as a GeoJSON geometry in degrees."""

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from giamngheo.foundation.sheets.errors import reason_of
from giamngheo.foundation.text import plain

_LARGEST_BYTES: Final = 256 * 1024 * 1024
_MOST_OUTLINES: Final = 50_000
_CODE_NAMES: Final = ("code", "ma", "ma_dvhc", "prov")
_NAME_NAMES: Final = ("name", "ten", "ten_dvhc")
_DIGITS: Final = 6  # of a degree: a tenth of a metre

Point = Sequence[float]
Geometry = dict[str, Any]


class UnreadableBoundariesError(Exception):
    """A file of outlines cannot be used; the message is Vietnamese and says what to do."""


@dataclass(frozen=True)
class Outline:
    """The outline of one unit: code and name as in the file, geometry, the middle of its largest part."""

    code: str
    name: str
    geometry: Geometry
    centroid: tuple[float, float]


def read_outlines(path: Path, code_name: str | None = None) -> list[Outline]:
    """Return the outlines of a file; `code_name` is the property with the code. UnreadableBoundariesError."""
    try:
        told = _loaded(path)
        features = list(_features(told))
        where = _property_of(path, features, code_name)
        found = [_outline(properties, geometry, where) for properties, geometry in features]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise _unreadable(
            path, f"nội dung không đúng dạng TopoJSON, GeoJSON ({type(error).__name__})"
        ) from None
    except FileNotFoundError:
        raise _unreadable(path, "không có tệp này") from None
    except OSError as error:
        raise _unreadable(path, reason_of(error, "lỗi khi đọc")) from None
    outlines = [outline for outline in found if outline is not None]
    twice = {outline.code for outline in outlines}
    if len(twice) < len(outlines):
        codes = [outline.code for outline in outlines]
        repeated = next(code for code in codes if codes.count(code) > 1)
        raise _unreadable(path, f"mã {repeated} đứng ở hai hình")
    if not outlines:
        raise _unreadable(path, "không có vùng nào")
    return outlines


def _loaded(path: Path) -> Mapping[str, Any]:
    size = path.stat().st_size
    if size > _LARGEST_BYTES:
        raise _unreadable(path, f"tệp lớn hơn {_LARGEST_BYTES // 1024 // 1024} MB")
    told = json.loads(path.read_bytes())
    if not isinstance(told, dict):
        raise TypeError
    return told


def _features(told: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Geometry | None]]:
    """Give properties and geometry of each feature; those of all objects of a topology."""
    if told["type"] == "Topology":
        arcs = _arcs(told)
        for collection in told["objects"].values():
            for one in collection.get("geometries", [collection]):
                yield one.get("properties") or {}, _joined(one, arcs)
    elif told["type"] == "FeatureCollection":
        for feature in told["features"]:
            yield feature.get("properties") or {}, feature["geometry"]
    else:
        raise ValueError


def _arcs(told: Mapping[str, Any]) -> list[list[tuple[float, float]]]:
    """Return the arcs in degrees; with a transform each point is told by its distance to the one before."""
    if "transform" not in told:
        return [[(float(point[0]), float(point[1])) for point in arc] for arc in told["arcs"]]
    (scale_x, scale_y), (to_x, to_y) = told["transform"]["scale"], told["transform"]["translate"]
    arcs = []
    for arc in told["arcs"]:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((round(x * scale_x + to_x, _DIGITS), round(y * scale_y + to_y, _DIGITS)))
        arcs.append(points)
    return arcs


def _joined(one: Mapping[str, Any], arcs: Sequence[Sequence[Point]]) -> Geometry | None:
    if one["type"] == "Polygon":
        return {"type": "Polygon", "coordinates": [_ring(ring, arcs) for ring in one["arcs"]]}
    if one["type"] == "MultiPolygon":
        parts = [[_ring(ring, arcs) for ring in polygon] for polygon in one["arcs"]]
        return {"type": "MultiPolygon", "coordinates": parts}
    return None


def _ring(numbers: Sequence[int], arcs: Sequence[Sequence[Point]]) -> list[list[float]]:
    """Join arcs end to end; ~n stands for arc n backwards, the point where two meet is told once."""
    points: list[list[float]] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += [list(point) for point in (arc[1:] if points else arc)]
    return points


def _property_of(
    path: Path, features: Sequence[tuple[Mapping[str, Any], Geometry | None]], wished: str | None
) -> str:
    if len(features) > _MOST_OUTLINES:
        raise _unreadable(path, f"có hơn {_MOST_OUTLINES} hình")
    names = (wished,) if wished else _CODE_NAMES
    for name in names:
        if features and all(properties.get(name) not in {None, ""} for properties, _ in features):
            return name
    raise _unreadable(path, f"không phải hình nào cũng có thuộc tính mã ({', '.join(names)})")


def _outline(properties: Mapping[str, Any], geometry: Geometry | None, code_name: str) -> Outline | None:
    """Return the outline; what is no area (a point, a line, nothing) is left out."""
    if geometry is None or geometry["type"] not in {"Polygon", "MultiPolygon"}:
        return None
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    rings = [ring for polygon in polygons for ring in polygon]
    if not rings or any(len(ring) < 3 for ring in rings):
        raise ValueError
    for ring in rings:
        for point in ring:
            if not (abs(point[0]) <= 180 and abs(point[1]) <= 90):  # also refuses what is no number
                raise ValueError
    by_name = {plain(str(key)).replace(" ", "_"): value for key, value in properties.items()}
    name = next((str(by_name[key]) for key in _NAME_NAMES if by_name.get(key)), "")
    whole = {"type": geometry["type"], "coordinates": geometry["coordinates"]}
    return Outline(str(properties[code_name]).strip(), name.strip(), whole, _centroid(polygons))


def _centroid(polygons: Sequence[Sequence[Sequence[Point]]]) -> tuple[float, float]:
    """Return the centre of gravity of the largest part; good enough for placing a label."""
    best, best_area = (0.0, 0.0), -1.0
    for polygon in polygons:
        ring = polygon[0]
        area = x = y = 0.0
        for (x1, y1, *_), (x2, y2, *_) in zip(ring, [*ring[1:], ring[0]], strict=True):
            cross = x1 * y2 - x2 * y1
            area += cross
            x += (x1 + x2) * cross
            y += (y1 + y2) * cross
        middle = (
            (x / (3 * area), y / (3 * area))
            if abs(area) > 1e-12
            else (
                math.fsum(point[0] for point in ring) / len(ring),
                math.fsum(p[1] for p in ring) / len(ring),
            )
        )
        if abs(area) > best_area:
            best, best_area = middle, abs(area)
    return round(best[0], _DIGITS), round(best[1], _DIGITS)


def _unreadable(path: Path, why: str) -> UnreadableBoundariesError:
    return UnreadableBoundariesError(
        f"Không dùng được tệp ranh giới «{path.name}»: {why}.\n"
        "Cần làm: chọn tệp TopoJSON hoặc GeoJSON (kinh độ, vĩ độ WGS 84) có mã đơn vị ở mỗi hình; nếu mã ở "
        "thuộc tính khác, nêu tên thuộc tính đó bằng --property."
    )
