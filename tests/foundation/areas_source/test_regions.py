"""The region of a province on a day: listed, derived where all origins agree, else said to be unknown."""

from datetime import date

import polars as pl
import pytest
import yaml

from giamngheo.foundation.areas.actions import prepare, propose, put_in_force
from giamngheo.foundation.areas.models import Area, Batch, Change
from giamngheo.foundation.areas.queries import find
from giamngheo.foundation.areas.regions import UNKNOWN_IN_WORDS, region_lists, region_of, regions_on
from giamngheo.foundation.areas.source.package import source_files
from giamngheo.foundation.areas.source.units import units_before
from giamngheo.foundation.audit.actions import SYSTEM
from giamngheo.law import library

EVE, DAY = date(2025, 6, 30), date(2025, 7, 1)


def test_each_of_the_63_provinces_is_in_one_region_of_the_law_and_marked_as_not_verified() -> None:
    (told,) = region_lists()
    units = units_before(source_files())
    assert set(told.region_of) == set(units.filter(pl.col("tier") == 1)["code"])
    regions = (library.LAW / "codes" / "regions.yaml").read_text(encoding="utf-8")
    assert set(told.region_of.values()) == {one["id"] for one in yaml.safe_load(regions)}
    assert not told.verified
    assert "chưa đối chiếu" in told.note


def area(code: str, day: date) -> Area:
    found = find(code, day)
    assert found is not None
    return found


@pytest.fixture
def provinces() -> None:
    """Some provinces of both orders: those of one region, of two, and one that stayed."""
    before = [("VN", "nation", ""), *((code, "province", "VN") for code in ("01", "33", "34", "51", "62"))]
    first = Batch(title="Thử", instrument="Thử", day=EVE, since_unknown=True)
    created = [
        Change(place=place, verb="create", code=code, name=f"Thử {code}", kind=kind, parent_code=above)
        for place, (code, kind, above) in enumerate(before, 1)
    ]
    put_in_force(propose(prepare(first, SYSTEM, created), SYSTEM), SYSTEM)
    lines = []
    for new, olds in (("33", ("33", "34")), ("51", ("51", "62"))):
        lines.append({"verb": "create", "code": new, "name": new, "kind": "province", "parent_code": "VN"})
        lines += [{"verb": "end", "code": old} for old in olds]
        lines += [{"verb": "succeed", "code": old, "to_code": new, "is_whole": True} for old in olds]
    second = Batch(title="Thử 2", instrument="Thử", day=DAY)
    changes = [Change(place=place, **line) for place, line in enumerate(lines, 1)]
    put_in_force(propose(prepare(second, SYSTEM, changes), SYSTEM), SYSTEM)


@pytest.mark.django_db
@pytest.mark.usefixtures("provinces")
def test_a_region_is_listed_before_and_derived_or_unknown_after() -> None:
    assert (region_of(area("62", EVE).pk, EVE).id, region_of(area("62", EVE).pk, EVE).basis) == (
        "central_highlands",
        "listed",
    )
    kept = region_of(area("01", DAY).pk, DAY)
    assert (kept.id, kept.basis, kept.verified) == ("red_river_delta", "derived", False)
    assert region_of(area("33", DAY).pk, DAY).id == "red_river_delta"
    mixed = region_of(area("51", DAY).pk, DAY)
    assert (mixed.id, mixed.basis) == ("", "unknown")
    assert UNKNOWN_IN_WORDS == "chưa có văn bản"
    assert {region.basis for region in regions_on(EVE).values()} == {"listed"}
    assert sorted(region.basis for region in regions_on(DAY).values()) == ["derived", "derived", "unknown"]
