"""What a dashboard shows: of which snapshot and unit, where who asks may see it, all that is told of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest

from giamngheo.apps.dashboards.actions import AT_ONCE, sum_up
from giamngheo.apps.dashboards.models import Summary
from giamngheo.apps.dashboards.queries import (
    Figures,
    Moment,
    TurningDay,
    figures_below,
    figures_of,
    not_summed,
    summary_of,
    through_time,
    turning_days,
)
from giamngheo.apps.snapshots.files import BrokenSnapshotError
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.accounts.scope import may
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Version
from giamngheo.foundation.areas.naming import names_of
from giamngheo.law.library import rules_of
from giamngheo.law.vocabulary.standards import Standard
from giamngheo.web.components.acting_person import actor_of, person_of, today
from giamngheo.web.components.numbers import capital
from giamngheo.web.staff.reports.reaching import UNIT_HEADS, seen_by, snapshot_for


class NotSummedError(Exception):
    """A snapshot is too large to be summed while somebody waits."""

    def __init__(self, snapshot: Snapshot) -> None:
        super().__init__(snapshot.pk)
        self.snapshot = snapshot


@dataclass(frozen=True)
class Seen:
    """A unit as a snapshot tells it, the units below it by name, and what other snapshots say of it."""

    snapshot: Snapshot
    summary: Summary
    area_id: int
    figures: Figures
    below: Mapping[str, Figures]
    moments: list[Moment]
    untold: int
    """How many snapshots of the unit are too large to have been summed yet."""
    sees_results: bool
    """Whether who asks may see figures of «Kết quả» here."""

    @cached_property
    def name(self) -> str:
        """What the unit is called on the closing day: «xã Đông»."""
        return names_of([self.area_id], self.snapshot.closing).get(self.area_id, "")

    @cached_property
    def standard(self) -> Standard:
        """By which standard the households of the snapshot were decided."""
        return rules_of(self.snapshot.standard).standard

    @cached_property
    def turning_days(self) -> list[TurningDay]:
        """Where figures through time mean something else."""
        return turning_days(self.moments, self.area_id)

    @property
    def unit_head(self) -> str:
        """What the units below are, as a heading."""
        tiers = {Tier(one.tier) for one in self.below.values()}
        return UNIT_HEADS.get(min(tiers), "Đơn vị") if tiers else "Đơn vị"

    def told(self) -> dict[str, Any]:
        """What every page of it shows above."""
        return {"seen": self, "snapshot": self.snapshot, "name": capital(self.name), "area_id": self.area_id}


def summed(request: HttpRequest, snapshot: Snapshot) -> Summary:
    """The summary of a snapshot, made now where that takes a second. NotSummedError, BrokenSnapshotError."""
    known = summary_of(snapshot)
    if known is not None:
        return known
    if snapshot.households > AT_ONCE:
        raise NotSummedError(snapshot)
    return sum_up(snapshot, actor_of(request))


def seen_unit(request: HttpRequest, snapshot_id: int, area_id: int) -> Seen:
    """A unit of a snapshot that who asks may see; else 404. NotSummedError, BrokenSnapshotError."""
    snapshot = snapshot_for(request, snapshot_id)
    summary = summed(request, snapshot)
    figures = figures_of(summary, area_id)
    if figures is None:
        raise Http404
    within = seen_by(request)
    untold = 0
    for other in not_summed(within, area_id, today()):
        try:
            summed(request, other)
        except (NotSummedError, BrokenSnapshotError):
            untold += 1
    return Seen(
        snapshot,
        summary,
        area_id,
        figures,
        _by_name(figures_below(summary, area_id), snapshot),
        # What is shown stands in its own time, too: a snapshot that was replaced tells of it as it was.
        [one for one in through_time(within, area_id) if one.snapshot.closing <= snapshot.closing],
        untold,
        may(person_of(request), Permission.SEE_RESULTS, area_id, today()),
    )


def _by_name(below: list[Figures], snapshot: Snapshot) -> dict[str, Figures]:
    """The units in the order of the alphabet; two of one name are told apart by their numbers."""
    of = {one.unit: one for one in below}
    rows = Version.objects.filter(area__in=list(of), valid__contains=snapshot.closing)
    order = rows.order_by("sort_key", "area_id").values_list("area_id", flat=True)
    names = names_of(of, snapshot.closing)
    found: dict[str, Figures] = {}
    for number in order:
        name = capital(names[number])
        found[name if name not in found else f"{name} ({number})"] = of[number]
    return found
