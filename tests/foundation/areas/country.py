"""A small made-up country and short words for batches; nobody lives there."""

from datetime import date
from typing import Any

from giamngheo.foundation.areas.actions import prepare, propose, put_in_force
from giamngheo.foundation.areas.models import (
    Area,
    Batch,
    Change,
    Code,
    Containment,
    Overlap,
    Succession,
    Version,
)
from giamngheo.foundation.areas.queries import find, path_of
from giamngheo.foundation.audit.actions import SYSTEM, Actor

AN = Actor(1, "Người soạn thử")
BINH = Actor(2, "Người duyệt thử")

EARLIER = date(2020, 1, 1)
EVE = date(2025, 6, 30)
DAY = date(2025, 7, 1)
LATER = date(2026, 3, 1)


def create(code: str, name: str, kind: str, parent: str = "") -> Change:
    return Change(verb="create", code=code, name=name, kind=kind, parent_code=parent)


def end(code: str) -> Change:
    return Change(verb="end", code=code)


def whole(code: str, to: str) -> Change:
    return Change(verb="succeed", code=code, to_code=to, is_whole=True)


def part(code: str, to: str, share: Any = None) -> Change:
    return Change(verb="succeed", code=code, to_code=to, is_whole=False, share=share)


def move(code: str, parent: str) -> Change:
    return Change(verb="move", code=code, parent_code=parent)


def rename(code: str, name: str) -> Change:
    return Change(verb="rename", code=code, name=name)


def change_kind(code: str, kind: str) -> Change:
    return Change(verb="change_kind", code=code, kind=kind)


def drafted(day: date, *lines: Change, since_unknown: bool = False, actor: Actor = AN) -> Batch:
    """A draft with these lines, numbered from 1."""
    for place, line in enumerate(lines, 1):
        line.place = place
    batch = Batch(
        title=f"Đợt ngày {day:%d/%m/%Y}",
        instrument="Nghị quyết thử",
        day=day,
        since_unknown=since_unknown,
    )
    return prepare(batch, actor, lines)


def in_force(day: date, *lines: Change, since_unknown: bool = False) -> Batch:
    """A batch that two people put in force."""
    batch = propose(drafted(day, *lines, since_unknown=since_unknown), AN)
    return put_in_force(batch, BINH)


def loaded(*lines: Change) -> Batch:
    """The first load, by the system, since ever."""
    batch = propose(drafted(EARLIER, *lines, since_unknown=True, actor=SYSTEM), SYSTEM)
    return put_in_force(batch, SYSTEM)


def small_country() -> Batch:
    """Two provinces with districts, communes and villages, as in the order before 01/07/2025."""
    return loaded(
        create("VN", "Việt Nam", "nation"),
        create("01", "Bắc Thử", "province", "VN"),
        create("02", "Nam Thử", "province", "VN"),
        create("101", "Sông Lô", "rural_district", "01"),
        create("102", "Sông Cầu", "town", "01"),
        create("201", "Sông Tiền", "rural_district", "02"),
        create("00001", "Đồng Tâm", "commune", "101"),
        create("00002", "Hoà Bình", "commune", "101"),
        create("00003", "Tân Lập", "township", "101"),
        create("00004", "Trung Sơn", "ward", "102"),
        create("00005", "Mỹ An", "commune", "201"),
        create("00001.1", "Đông", "village", "00001"),
        create("00001.2", "Đoài", "village", "00001"),
        create("00002.1", "Nà Lốc", "highland_village", "00002"),
        create("00004.1", "Tổ 1", "residential_group", "00004"),
    )


def number(code: str, day: date) -> int:
    """The number of the area that holds a code on a day."""
    area = find(code, day)
    assert area is not None, code
    return area.pk


def names_above(area_id: int, day: date) -> list[str]:
    """What the area lies in on the day, from the top."""
    return [unit.name for unit in path_of(area_id, day)]


def everything() -> dict[str, Any]:
    """All rows of areas; containment without its own numbers, which mean nothing."""
    kept: dict[str, Any] = {
        model.__name__: sorted(model.objects.values_list()) for model in (Area, Version, Code, Succession)
    }
    for model in (Containment, Overlap):
        kept[model.__name__] = sorted(map(str, model.objects.values_list("area_id", "ancestor_id", "valid")))
    return kept
