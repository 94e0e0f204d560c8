"""Outlines from TopoJSON and GeoJSON: read in degrees, matched by code on the day, kept by date."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from giamngheo.foundation.areas.actions import prepare, propose, put_in_force, undo
from giamngheo.foundation.areas.boundaries import match, outlines_on, store
from giamngheo.foundation.areas.boundary_files import UnreadableBoundariesError, read_outlines
from giamngheo.foundation.areas.models import Batch, Boundary, Change
from giamngheo.foundation.areas.queries import find
from giamngheo.foundation.audit.actions import SYSTEM

DAY, LATER = date(2025, 7, 1), date(2026, 1, 1)
SQUARE = [[104.0, 20.0], [105.0, 20.0], [105.0, 21.0], [104.0, 21.0], [104.0, 20.0]]


def feature(code: Any, name: str = "", ring: Any = SQUARE) -> dict[str, Any]:
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"code": code, "name": name}, "geometry": geometry}


def written(folder: Path, told: Any) -> Path:
    path = folder / "ranh-gioi.json"
    path.write_text(told if isinstance(told, str) else json.dumps(told), encoding="utf-8")
    return path


def geojson(folder: Path, *features: dict[str, Any]) -> Path:
    return written(folder, {"type": "FeatureCollection", "features": list(features)})


def test_a_topology_is_joined_from_shared_arcs_forwards_and_backwards(tmp_path: Path) -> None:
    # Two squares side by side, the arc between them told once; steps of a tenth of a degree.
    told = {
        "type": "Topology",
        "transform": {"scale": [0.1, 0.1], "translate": [104.0, 20.0]},
        "arcs": [
            [[10, 0], [0, 10]],
            [[10, 10], [-10, 0], [0, -10], [10, 0]],
            [[10, 0], [10, 0], [0, 10], [-10, 0]],
        ],
        "objects": {
            "xa": {
                "type": "GeometryCollection",
                "geometries": [
                    {"type": "Polygon", "arcs": [[0, 1]], "properties": {"code": "00001", "name": "Xã Tây"}},
                    {"type": "MultiPolygon", "arcs": [[[2, -1]]], "properties": {"code": "00002"}},
                ],
            }
        },
    }
    west, east = read_outlines(written(tmp_path, told))
    assert (west.code, west.name, west.centroid) == ("00001", "Xã Tây", (104.5, 20.5))
    assert west.geometry["coordinates"][0] == [[105, 20], [105, 21], [104, 21], [104, 20], [105, 20]]
    assert (east.name, east.geometry["type"], east.centroid) == ("", "MultiPolygon", (105.5, 20.5))
    assert east.geometry["coordinates"][0][0] == [[105, 20], [106, 20], [106, 21], [105, 21], [105, 20]]


def test_a_code_may_stand_under_another_name_of_a_property(tmp_path: Path) -> None:
    one = feature("x")
    one["properties"] = {"maso": "00001", "TEN": "Xã Một"}
    (outline,) = read_outlines(geojson(tmp_path, one), "maso")
    assert (outline.code, outline.name) == ("00001", "Xã Một")
    with pytest.raises(UnreadableBoundariesError, match="--property"):
        read_outlines(geojson(tmp_path, one))


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ("{", "không đúng dạng"),
        ("[]", "không đúng dạng"),
        ('{"type": "Khác"}', "không đúng dạng"),
        ('{"type": "FeatureCollection", "features": []}', "thuộc tính mã"),
        ("[" * 100_000, "không đúng dạng"),
        ({"type": "FeatureCollection", "features": [feature("1"), feature("1")]}, "mã 1 đứng ở hai hình"),
        (
            {"type": "FeatureCollection", "features": [feature("1", ring=[[1e9, 2], [3, 4], [5, 6]])]},
            "không đúng",
        ),
        ({"type": "FeatureCollection", "features": [feature("1", ring=[[1, 2], [3, 4]])]}, "không đúng"),
        ({"type": "FeatureCollection", "features": [feature("1", ring=[["a", 2]] * 4)]}, "không đúng"),
        ({"type": "FeatureCollection", "features": [feature("")]}, "thuộc tính mã"),
        (
            {"type": "Topology", "objects": {"a": {"type": "Polygon", "arcs": [[9]]}}, "arcs": []},
            "không đúng",
        ),
    ],
)
def test_a_file_that_is_not_whole_is_refused_with_reason_and_remedy(
    tmp_path: Path, told: Any, why: str
) -> None:
    with pytest.raises(UnreadableBoundariesError, match=rf"ranh-gioi\.json(?s:.*){why}(?s:.*)Cần làm"):
        read_outlines(written(tmp_path, told))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableBoundariesError, match="không có tệp này"):
        read_outlines(tmp_path / "khong-co.json")


@pytest.fixture
def communes() -> dict[str, int]:
    batch = Batch(title="Thử", instrument="Thử", day=DAY, since_unknown=True)
    told = [
        ("01", "Thử", "province", ""),
        ("00001", "Tây", "commune", "01"),
        ("00002", "Đông", "commune", "01"),
        ("00003", "Nam", "ward", "01"),
    ]
    lines = [
        Change(place=place, verb="create", code=code, name=name, kind=kind, parent_code=above)
        for place, (code, name, kind, above) in enumerate(told, 1)
    ]
    put_in_force(propose(prepare(batch, SYSTEM, lines), SYSTEM), SYSTEM)
    numbers = {}
    for code, *_ in told:
        area = find(code, DAY)
        assert area is not None
        numbers[code] = area.pk
    return numbers


@pytest.mark.django_db
def test_outlines_find_their_unit_by_code_and_what_does_not_fit_is_told(
    tmp_path: Path, communes: dict[str, int]
) -> None:
    path = geojson(tmp_path, feature("00001", "Xã Tây"), feature("00002", "Xã Khác"), feature("09999", "Lạ"))
    matched = match(read_outlines(path), DAY)
    assert set(matched.new) == {communes["00001"], communes["00002"]}
    assert [outline.code for outline in matched.unknown] == ["09999"]
    assert [(outline.name, name) for outline, name in matched.misnamed] == [("Xã Khác", "Đông")]
    assert matched.without == {3: 1}
    assert not Boundary.objects.exists()


@pytest.mark.django_db
def test_a_second_load_has_nothing_to_do_and_a_later_one_ends_what_it_replaces(
    tmp_path: Path, communes: dict[str, int]
) -> None:
    west = communes["00001"]
    store(match(read_outlines(geojson(tmp_path, feature("00001"))), DAY), "Tệp thử", SYSTEM)
    again = match(read_outlines(geojson(tmp_path, feature("00001"))), DAY)
    assert (again.new, again.changed, again.same) == ({}, {}, 1)
    smaller = [[104.0, 20.0], [104.5, 20.0], [104.5, 20.5], [104.0, 20.0]]
    later = match(read_outlines(geojson(tmp_path, feature("00001", ring=smaller))), LATER)
    assert set(later.changed) == {west}
    assert store(later, "Tệp thử 2", SYSTEM) == 1
    assert outlines_on([west], date(2025, 12, 31))[west]["coordinates"] == [SQUARE]
    assert outlines_on([west], LATER)[west]["coordinates"] == [smaller]
    # Corrected on its own day: replaced, and it still ends where the later one begins.
    other = [[104.0, 20.0], [104.2, 20.0], [104.2, 20.2], [104.0, 20.0]]
    store(match(read_outlines(geojson(tmp_path, feature("00001", ring=other))), DAY), "Tệp thử 3", SYSTEM)
    assert outlines_on([west], DAY)[west]["coordinates"] == [other]
    assert outlines_on([west], LATER)[west]["coordinates"] == [smaller]
    assert Boundary.objects.count() == 2


@pytest.mark.django_db
def test_an_outline_goes_with_a_unit_whose_creation_is_undone(
    tmp_path: Path, communes: dict[str, int]
) -> None:
    store(match(read_outlines(geojson(tmp_path, feature("00001"))), DAY), "Tệp thử", SYSTEM)
    undo(Batch.objects.get(), SYSTEM, "Thử")
    assert not Boundary.objects.exists()
