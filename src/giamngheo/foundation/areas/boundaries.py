"""Reads outlines of units from a TopoJSON or GeoJSON file and stores them by code on a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import transaction
from psycopg.types.range import Range

from giamngheo.foundation.areas.boundary_files import Outline
from giamngheo.foundation.areas.lines import SCHEME
from giamngheo.foundation.areas.models import Boundary, Code, Version
from giamngheo.foundation.audit.actions import Actor, record
from giamngheo.foundation.text import plain

_AT_ONCE: Final = 1_000


@dataclass(frozen=True)
class Matched:
    """Outlines by the unit that holds their code on the day, and what does not fit.

    `unknown` have a code that nobody holds, `misnamed` another name than their unit (given beside them);
    `without` counts, for the tiers of the file, units that stay without an outline.
    """

    day: date
    new: dict[int, Outline]
    changed: dict[int, Outline]
    same: int
    unknown: list[Outline]
    misnamed: list[tuple[Outline, str]]
    without: dict[int, int]


def match(outlines: Sequence[Outline], day: date) -> Matched:
    """Find the units of the day by code; tells what a load would add and replace."""
    held = dict(
        Code.objects.filter(scheme=SCHEME, valid__contains=day, area__valid__contains=day).values_list(
            "code", "area_id"
        )
    )
    named = {
        area_id: (name, tier)
        for area_id, name, tier in Version.objects.filter(valid__contains=day).values_list(
            "area_id", "name", "tier"
        )
    }
    found = {held[outline.code]: outline for outline in outlines if outline.code in held}
    kept = dict(Boundary.objects.filter(valid__contains=day).values_list("area_id", "geometry"))
    same = {area_id for area_id, outline in found.items() if kept.get(area_id) == outline.geometry}
    tiers = {named[area_id][1] for area_id in found}
    missing = [
        tier for area_id, (_, tier) in named.items() if tier in tiers and area_id not in {*found, *kept}
    ]
    return Matched(
        day,
        {area_id: outline for area_id, outline in found.items() if area_id not in kept},
        {area_id: outline for area_id, outline in found.items() if area_id in kept and area_id not in same},
        len(same),
        [outline for outline in outlines if outline.code not in held],
        [
            (outline, named[area_id][0])
            for area_id, outline in found.items()
            if outline.name and not _is_called(outline.name, named[area_id][0])
        ],
        {tier: missing.count(tier) for tier in sorted(set(missing))},
    )


@transaction.atomic
def store(matched: Matched, source: str, actor: Actor, within: int | None = None) -> int:
    """Have the outlines hold from the day on, or until one already kept begins; they end with their unit.

    `within` is the area of whose units they are, for the trail.
    """
    outlines = {**matched.new, **matched.changed}
    for kept in Boundary.objects.filter(area_id__in=matched.changed, valid__contains=matched.day):
        if kept.valid.lower == matched.day:
            kept.delete()
        else:
            kept.valid = Range(kept.valid.lower, matched.day)
            kept.save(update_fields=["valid"])
    later: dict[int, date] = {}
    for area_id, valid in Boundary.objects.filter(area_id__in=outlines).values_list("area_id", "valid"):
        if valid.lower is not None and valid.lower > matched.day:
            later[area_id] = min(valid.lower, later.get(area_id, valid.lower))
    made = [
        Boundary(
            area_id=area_id,
            valid=Range(matched.day, later.get(area_id)),
            geometry=outline.geometry,
            centroid_lon=outline.centroid[0],
            centroid_lat=outline.centroid[1],
            source=source,
        )
        for area_id, outline in outlines.items()
    ]
    Boundary.objects.bulk_create(made, batch_size=_AT_ONCE)
    record(
        actor,
        "areas.boundaries",
        f"Nạp ranh giới của {len(made)} đơn vị từ ngày {matched.day:%d/%m/%Y}.",
        area_id=within,
        details={"source": source, "new": len(matched.new), "changed": len(matched.changed)},
    )
    return len(made)


def outlines_on(area_ids: Sequence[int], day: date) -> dict[int, Any]:
    """The geometry of each of these areas on the day, where one is kept."""
    kept = Boundary.objects.filter(area_id__in=area_ids, valid__contains=day)
    return dict(kept.values_list("area_id", "geometry"))


def _is_called(written: str, name: str) -> bool:
    """Whether «Xã Tát Ngà» is «Tát Ngà»: the words of the kind may stand before the name."""
    return f" {plain(written)}".endswith(f" {plain(name)}")
