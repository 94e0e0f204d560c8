"""The region in which a province lies on a day: as listed, derived from what it came from, or not known.

A list of dated YAML and no table: it is a fact of an instrument, changes once in years, and is read whole.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Final, Literal

import yaml

from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.lines import SCHEME
from giamngheo.foundation.areas.models import Area, Code, Succession, Version

Basis = Literal["listed", "derived", "unknown"]
UNKNOWN_IN_WORDS: Final = "chưa có văn bản"


@dataclass(frozen=True)
class RegionList:
    """Which provinces, by code, were in which region until a day, and how sure that is."""

    last: date
    verified: bool
    source: str
    note: str
    region_of: dict[str, str]


@dataclass(frozen=True)
class Region:
    """The region of a province on a day; `id` is empty where the basis is unknown."""

    id: str
    basis: Basis
    verified: bool
    note: str


@cache
def region_lists() -> tuple[RegionList, ...]:
    """The lists there are, the earliest first."""
    told = yaml.safe_load(files("giamngheo.foundation.areas").joinpath("regions.yaml").read_text("utf-8"))
    lists = [
        RegionList(
            one["last"],
            one["verified"],
            one["source"],
            one["note"],
            {code: region for region, codes in one["provinces"].items() for code in codes},
        )
        for one in told
    ]
    return tuple(sorted(lists, key=lambda one: one.last))


def regions_on(day: date) -> dict[int, Region]:
    """The region of each province that lives on the day, by the number of the area."""
    provinces = list(
        Version.objects.filter(tier=Tier.PROVINCE, valid__contains=day).values_list("area_id", flat=True)
    )
    listed = _listed(day, provinces)
    return {area_id: listed.get(area_id) or _derived(area_id) for area_id in provinces}


def region_of(province_id: int, day: date) -> Region:
    """The region of one province, by the number of its area, on a day."""
    return _listed(day, [province_id]).get(province_id) or _derived(province_id)


def _listed(day: date, area_ids: Iterable[int]) -> dict[int, Region]:
    """What a list says of these areas; each list speaks of the days until its last."""
    told = next((one for one in region_lists() if day <= one.last), None)
    if told is None:
        return {}
    codes = Code.objects.filter(area_id__in=list(area_ids), scheme=SCHEME, valid__contains=day)
    return {
        area_id: Region(told.region_of[code], "listed", told.verified, told.note)
        for area_id, code in codes.values_list("area_id", "code")
        if code in told.region_of
    }


def _derived(area_id: int) -> Region:
    """The region in which a province and all that it came from lay on the last day of the latest list."""
    told = region_lists()[-1]
    origins = _origins(area_id, told.last)
    found = _listed(told.last, origins)
    regions = {region.id for region in found.values()}
    if origins and len(found) == len(origins) and len(regions) == 1:
        return Region(regions.pop(), "derived", False, told.note)
    return Region("", "unknown", False, told.note)


def _origins(area_id: int, day: date) -> set[int]:
    """The areas that lived on the day and became, step by step, this one; itself if it lived then."""
    living, waiting, seen = set(), {area_id}, set[int]()
    while waiting:
        seen |= waiting
        here = set(Area.objects.on(day).filter(pk__in=waiting).values_list("pk", flat=True))
        living |= here
        before = Succession.objects.filter(successor_id__in=waiting, day__gt=day)
        waiting = set(before.values_list("predecessor_id", flat=True)) - seen
    return living
