"""From a file to a plan: read, checked, compared; nothing is written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import polars as pl
from django.utils import timezone

from giamngheo.apps.exchange.lists.recognition import ColumnMapping
from giamngheo.apps.exchange.lists.villages import core_of
from giamngheo.apps.exchange.register.checking import Place, as_spelt, checked
from giamngheo.apps.exchange.register.comparing import Plan, compare
from giamngheo.apps.exchange.register.doubling import likely_doubles
from giamngheo.apps.exchange.register.faults import Faults
from giamngheo.apps.exchange.register.reading import Opened, open_register_list, rows_of
from giamngheo.apps.exchange.register.standings import ListDecision, standings_of
from giamngheo.apps.households.actions import RegisterError
from giamngheo.apps.households.bulk.loading import Register, begun_after, register_on
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Containment
from giamngheo.foundation.areas.queries import children_of, unit_on
from giamngheo.foundation.text import day as day_text

STEPS = ("Đọc tệp", "Kiểm tra từng ô", "So với sổ", "Ghi vào sổ", "Ghi lại tệp kèm nhận xét")
Progress = Callable[[int, int, int], None]
"""Called with the step (from 0), rows done and rows in all."""


@dataclass(frozen=True)
class Asked:
    """What is said of a file: whose households, from which list (the scheme of its numbers), of which day."""

    area_id: int
    scheme: str
    day: date
    mapping: ColumnMapping = field(default_factory=ColumnMapping)
    decision: ListDecision = field(default_factory=ListDecision)


@dataclass(frozen=True)
class Prepared:
    """A file with what it would write and all its faults."""

    opened: Opened
    plan: Plan
    faults: Faults


def place_of(area_id: int, day: date) -> Place:
    """A unit with its villages on a day, as words of lists find them.

    Raises:
        RegisterError: where it was no commune and no village on that day.
    """
    unit = unit_on(area_id, day)
    if unit is None or unit.tier < Tier.COMMUNE:
        raise RegisterError(
            f"Ngày {day_text(day)} đơn vị đã chọn không phải xã, phường, thôn hay tổ dân phố. "
            "Cách xử lý: chọn xã, phường hoặc thôn của các hộ, hoặc ghi lại ngày của danh sách."
        )
    spelt: dict[str, set[int]] = {}
    cores: dict[str, set[int]] = {}
    for child in children_of(area_id, day):
        for name in (child.name, child.full_name):
            spelt.setdefault(as_spelt(name), set()).add(child.area_id)
            cores.setdefault(core_of(name), set()).add(child.area_id)
    villages = {core: next(iter(found)) for core, found in cores.items() if len(found) == 1}
    exact = {name: next(iter(found)) for name, found in spelt.items() if len(found) == 1}
    return Place(area_id, unit.full_name, villages, exact, frozenset(cores) - set(villages))


def _where_they_lie(register: Register, areas: Sequence[int], day: date) -> Register:
    """Households of a village that ended count in what came after it: lists name that."""
    held = Containment.objects.filter(
        area_id__in=areas,
        valid__contains=day,
        ancestor__versions__valid__contains=day,
        ancestor__versions__tier=Tier.VILLAGE,
    )
    now = dict(held.values_list("area_id", "ancestor_id"))
    return replace(register, homes=register.homes.with_columns(pl.col("area_id").replace(now)))


def prepare_import(path: Path, asked: Asked, progress: Progress | None = None) -> Prepared:
    """Read a file and tell what it would write of the households of a unit.

    Raises:
        UnreadableFile, MappingError: where the file or the mapping cannot be used.
        RegisterError: where the unit was no commune or village on the day, or no decision can be so.
    """
    asked.decision.refuse(timezone.localdate())
    tell = progress or (lambda *_: None)
    tell(0, 0, 0)
    opened = open_register_list(path, asked.mapping)
    total = opened.height
    tell(1, 0, total)
    rows, flat = rows_of(opened)
    day = asked.day
    people = checked(rows, place_of(asked.area_id, day), day, opened.faults)
    tell(2, people.height, total)
    inside = Containment.objects.filter(ancestor_id=asked.area_id, valid__contains=day)
    areas = list(inside.values_list("area_id", flat=True))
    register = _where_they_lie(register_on(areas, day), areas, day)
    begun = begun_after(areas, register, day, timezone.localdate())
    plan = compare(people, register, asked.scheme, day, opened.faults, flat=flat, begun=begun)
    standings = standings_of(plan.people, asked.decision, timezone.localdate(), opened.faults)
    plan = replace(plan, standings=standings, suspected=likely_doubles(plan, register, areas, opened.faults))
    tell(2, total, total)
    return Prepared(opened, plan, opened.faults)
