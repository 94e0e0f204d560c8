"""Figures counted in the background: in a frozen state where one tells of the day, else in the register."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from giamngheo.apps.results.actions.figures import said_of
from giamngheo.apps.results.counting import LISTS, NOBODY
from giamngheo.apps.results.models import Actual, PlannedTarget
from giamngheo.apps.results.of_activities import counted_of_activities, why_not
from giamngheo.apps.results.sources import Asked, Found, Frozen, Report, Source, counted
from giamngheo.apps.results.states import FigureSource
from giamngheo.foundation.areas.naming import names_of
from giamngheo.foundation.audit.actions import Actor, Deed, record_all
from giamngheo.foundation.tasks import actions as tasks
from giamngheo.foundation.tasks.models import Task
from giamngheo.foundation.text import day as day_text
from giamngheo.foundation.text import whole
from giamngheo.law.fingerprint import fingerprint
from giamngheo.law.results.library import indicator_of
from giamngheo.law.vocabulary.frameworks import OF_ACTIVITIES

COUNT: Final = "results.count"
STEPS: Final = ("Đọc số liệu chốt và sổ hộ", "Ghi số thực hiện")
_MOVES: Final = ("left", "arose", "came_back")
_ONE_DAY: Final = timedelta(days=1)
_Named = tuple[str, Asked]  # of which framework, what


@dataclass
class Computed:
    """What counting did: figures new or changed, those that are the same, and what was not counted."""

    written: int = 0
    same: int = 0
    left: list[str] = field(default_factory=list)


def start_counting(rows: Sequence[PlannedTarget], actor: Actor, owner: str, *, anew: bool) -> Task:
    """Begin to count in the background; where the same is under way already, that is given back.

    `anew`: as of today in the register, also where a frozen state tells of an earlier day.
    """
    payload = {
        "targets": sorted(one.pk for one in rows),
        "area": rows[0].area_id,
        "year": rows[0].last.year,
        "anew": anew,
        "user": actor.id,
        "name": actor.name,
        "address": actor.address,
    }
    waiting = Task.objects.of_owner(owner).not_over().filter(kind=COUNT, payload=payload)
    return waiting.first() or tasks.start(COUNT, owner, STEPS, payload)


def compute(
    rows: Sequence[PlannedTarget],
    day: date,
    actor: Actor,
    *,
    within: Q | None = None,
    anew: bool = False,
    report: Report = lambda done, of: None,
) -> Computed:
    """Count the figures of these targets, and those of the day before they begin.

    As of the last day until `day` of which a frozen state in reach (`within`) tells, else as of `day` (or the
    target's last) in the register. A figure that was typed for the same day is left as it is, and told. One
    line of the trail for each unit.
    """
    done = Computed()
    frozen = Frozen({row.area_id for row in rows}, day, within)
    wanted: dict[_Named, set[int]] = {}
    for row in rows:
        for named in _asked(row, day, None if anew else frozen):
            wanted.setdefault(named, set()).add(row.area_id)
    merged: dict[Asked, set[int]] = {}
    for (_, asked), units in wanted.items():
        merged.setdefault(asked, set()).update(units)
    of_register = {
        asked: sorted(units)
        for asked, units in merged.items()
        if asked.indicator.computed not in OF_ACTIVITIES
    }
    found, left = counted(of_register, frozen, day, report)
    for asked in merged.keys() - of_register.keys():
        told = counted_of_activities(asked.indicator, sorted(merged[asked]), asked.since, asked.as_of, day)
        found |= {(asked, unit): Found(one, Source(None)) for unit, one in told.items() if one}
        left += [(asked, why_not(asked.indicator))] if None in told.values() else []
    done.left += [f"{asked.indicator.name}, ngày {day_text(asked.as_of)}: {why}" for asked, why in left]
    made = []
    for (framework, asked), units in wanted.items():
        for unit in sorted(units):
            one = found.get((asked, unit))
            if one is not None and one.counted is not None:
                made.append(_figure((framework, asked), unit, one, actor))
            elif one is not None:
                said = f"{asked.indicator.name}, ngày {day_text(asked.as_of)}"
                done.left.append(f"{said}: {_never_decided(asked.as_of)}")
    with transaction.atomic():
        written = _changed(made, done)
        ended = [one.replaces_id for one in written if one.replaces_id is not None]
        Actual.objects.filter(pk__in=ended).update(superseded_at=timezone.now())
        # Who counts at the same moment finds the same: the second of two new figures is left out.
        Actual.objects.bulk_create(written, ignore_conflicts=True)
        _tell(written, day, actor)
    done.written = len(written)
    done.left = list(dict.fromkeys(done.left))
    return done


def _asked(row: PlannedTarget, day: date, frozen: Frozen | None) -> Iterator[_Named]:
    """What to count for a target: as of the last day that is told, and once where it began."""
    indicator = indicator_of(row.framework, row.indicator)
    until = min(day, row.last)
    if indicator is None or indicator.computed is None:
        return
    since = row.first if indicator.over_period else None
    begun = row.target.baseline_day or row.first - _ONE_DAY
    if until >= row.first:
        opening = row.first - _ONE_DAY if since else None
        is_frozen = frozen is not None and indicator.computed not in OF_ACTIVITIES
        frozen_on = frozen.last_day(row.area_id, row.first, until, opening) if frozen and is_frozen else None
        moved_since = begun if indicator.computed in LISTS else None
        yield row.framework, Asked(indicator, since, frozen_on or until, moved_since)
    if since is None and row.target.baseline is None and begun <= day:
        yield row.framework, Asked(indicator, None, begun)


def _figure(named: _Named, unit: int, found: Found, actor: Actor) -> Actual:
    (framework, asked), told, snapshot = named, found.counted or NOBODY, found.source.snapshot
    indicator, moved = asked.indicator, None
    if told.moved is not None and asked.begun is not None:
        since = snapshot.opening if snapshot else asked.begun
        moved = {"since": since.isoformat(), **{name: getattr(told.moved, name) for name in _MOVES}}
    return Actual(
        area_id=unit,
        framework=framework,
        indicator=indicator.id,
        since=asked.since,
        as_of=asked.as_of,
        numerator=told.numerator,
        denominator=told.denominator if indicator.is_percent else None,
        unknown=told.unknown,
        parts={
            grouping: {key: list(cell) for key, cell in cells.items()}
            for grouping, cells in told.parts.items()
        },
        moved=moved,
        behind=dict(told.behind),
        snapshot=snapshot,
        definition=fingerprint(),
        source=FigureSource.COMPUTED,
        made_by_id=actor.id,
        made_by_name=actor.name,
    )


def _never_decided(day: date) -> str:
    return (
        f"sổ hộ chưa có quyết định công nhận nào đến ngày {day_text(day)}. "
        "Ghi quyết định công nhận vào sổ hộ rồi tính lại, hoặc nhập số kèm văn bản."
    )


def _changed(made: Sequence[Actual], done: Computed) -> list[Actual]:
    """Those figures that say something new, each with the one that it follows. One question."""
    rows = Actual.objects.select_for_update(of=["self"]).filter(
        area__in={one.area_id for one in made},
        indicator__in={one.indicator for one in made},
        as_of__in={one.as_of for one in made},
        superseded_at=None,
    )
    standing = {_key(one): one for one in rows.order_by("pk")}
    written = []
    for one in made:
        old = standing.get(_key(one))
        if old is not None and old.source == FigureSource.TYPED:
            indicator = indicator_of(one.framework, one.indicator)
            done.left.append(
                f"{indicator.name if indicator else one.indicator}, ngày {day_text(one.as_of)}: "
                "đã có số nhập kèm chứng minh nên không thay."
            )
        elif old is not None and _numbers(old) == _numbers(one):
            done.same += 1
        else:
            one.replaces = old
            written.append(one)
    return written


def _tell(written: Sequence[Actual], day: date, actor: Actor) -> None:
    """A line of the trail for each unit that has new figures."""
    lines: dict[int, list[str]] = {}
    for one in written:
        indicator = indicator_of(one.framework, one.indicator)
        said = said_of(one, indicator) if indicator else ""
        lines.setdefault(one.area_id, []).append(f"{one.indicator} {one.as_of}: {said}")
    names = names_of(lines, day)
    record_all(
        actor,
        [
            Deed(
                "results.computed",
                f"Tính {whole(len(told))} số thực hiện: {names.get(area_id, 'địa bàn đã đổi')}, "
                f"ngày {day_text(day)}",
                area_id,
                ("areas.Area", area_id),
                {"figures": told},
            )
            for area_id, told in lines.items()
        ],
    )


def _key(one: Actual) -> tuple[object, ...]:
    return one.area_id, one.framework, one.indicator, one.since, one.as_of


def _numbers(one: Actual) -> tuple[object, ...]:
    return (
        one.value,
        one.numerator,
        one.denominator,
        one.unknown,
        one.parts,
        one.moved,
        one.behind,
        one.snapshot_id,
    )
