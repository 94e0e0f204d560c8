"""Questions to summaries: the figures of a unit, of the units below it, and through time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from itertools import pairwise

from django.db.models import F, Q, QuerySet

from giamngheo.apps.dashboards.counting import LACKS, NEAR_POOR_MOVES, POOR_MOVES, RESULT
from giamngheo.apps.dashboards.models import Summary, UnitFigures
from giamngheo.apps.snapshots.models import Snapshot
from giamngheo.foundation.areas.models import Containment, Succession
from giamngheo.law.fingerprint import fingerprint
from giamngheo.law.library import rules_of
from giamngheo.law.vocabulary.standards import Standard
from giamngheo.measurement.indices.counted import CountedIndices, indices_of_counts


@dataclass(frozen=True)
class Figures:
    """What a snapshot says of a unit of a tier, by id; an id that is not told is nought."""

    unit: int
    tier: int
    counts: Mapping[str, int]

    def __getitem__(self, name: str) -> int:
        return self.counts.get(name, 0)

    @property
    def households(self) -> int:
        """All households of the register."""
        return self[f"{RESULT}.households"]

    def listed(self, name: str) -> int:
        """The households of a list: «poor», «near_poor»."""
        return self[f"{RESULT}.{name}"]

    def rate(self, name: str) -> Fraction | None:
        """The share of a list in all households, 0 to 1; None where there are none."""
        return Fraction(self.listed(name), self.households) if self.households else None

    def lacking(self, name: str, deprivation: str) -> int:
        """Households of a list whose decision names a deprivation."""
        return self[f"{LACKS}.{name}_{deprivation}"]

    def told(self, name: str) -> int:
        """Households of a list whose decision says what they lack."""
        return self[f"{LACKS}.{name}_told"]

    def moved(self, table: str, column: str) -> int:
        """A column of a table of movement, in households."""
        return self[f"{table}.{column}"]

    def opening(self, name: str) -> int:
        """The households of a list on the opening day."""
        return self[f"{POOR_MOVES if name == 'poor' else NEAR_POOR_MOVES}.opening"]

    def indices(self, standard: Standard) -> CountedIndices:
        """H, A and M0 by the standard of the snapshot."""
        lacking = {one.id: self.lacking("poor", one.id) for one in standard.deprivations}
        return indices_of_counts(self.households, self.listed("poor"), self.told("poor"), lacking)


@dataclass(frozen=True)
class Moment:
    """What a unit looked like on the closing day of a snapshot."""

    snapshot: Snapshot
    figures: Figures


@dataclass(frozen=True)
class TurningDay:
    """A day from which figures mean something else: another standard, other boundaries."""

    day: date
    words: str
    is_standard: bool


def summary_of(snapshot: Snapshot) -> Summary | None:
    """The summary of a snapshot by the law of this program; None where it was not summed yet.

    One that carries another hash than its snapshot is none.
    """
    return Summary.objects.filter(
        snapshot=snapshot, law=fingerprint(), manifest_hash=snapshot.manifest_hash
    ).first()


def figures_of(summary: Summary, area_id: int) -> Figures | None:
    """The figures of a unit of a summary."""
    return next(iter(_figures(UnitFigures.objects.filter(summary=summary, area=area_id))), None)


def figures_below(summary: Summary, area_id: int) -> list[Figures]:
    """The figures of the units directly below a unit of a summary."""
    return list(_figures(UnitFigures.objects.filter(summary=summary, above=area_id)))


def not_summed(within: Q, area_id: int, day: date) -> QuerySet[Snapshot]:
    """The snapshots in reach that tell of a unit and that nobody summed by this law yet."""
    around = Containment.objects.filter(area=area_id, valid__contains=day).values("ancestor_id")
    done = Summary.objects.filter(law=fingerprint()).values("snapshot_id")
    told = Snapshot.objects.filter(within, area__in=around, replaced_by=None)
    return told.exclude(pk__in=done).order_by("closing", "pk")


def through_time(within: Q, area_id: int) -> list[Moment]:
    """What the snapshots in reach say of a unit, the earliest closing day first; of a day the last one made.

    What another snapshot replaced is left out. One question.
    """
    rows = (
        UnitFigures.objects.filter(
            area=area_id,
            summary__law=fingerprint(),
            summary__snapshot__in=Snapshot.objects.filter(within, replaced_by=None),
            summary__manifest_hash=F("summary__snapshot__manifest_hash"),
        )
        .select_related("summary__snapshot")
        .order_by("summary__snapshot__closing", "summary__snapshot_id")
    )
    by_day = {
        one.summary.snapshot.closing: Moment(one.summary.snapshot, Figures(one.area_id, one.tier, one.counts))
        for one in rows
    }
    return list(by_day.values())


def turning_days(moments: Sequence[Moment], area_id: int) -> list[TurningDay]:
    """Where figures through time mean something else: new standards, and units that came into this one."""
    found = []
    for before, after in pairwise(moments):
        if before.snapshot.standard != after.snapshot.standard:
            standard = rules_of(after.snapshot.standard).standard
            begins = [
                one.first
                for one in standard.periods
                if before.snapshot.closing < one.first <= after.snapshot.closing
            ]
            day = min(begins, default=after.snapshot.closing)
            found.append(TurningDay(day, f"Từ đây theo {standard.short_name.lower()}", is_standard=True))
    if moments:
        days = Succession.objects.filter(
            Q(successor=area_id) | Q(predecessor=area_id),
            day__gt=moments[0].snapshot.opening,
            day__lte=moments[-1].snapshot.closing,
        )
        found += [
            TurningDay(day, "Đổi địa giới", is_standard=False)
            for day in set(days.values_list("day", flat=True))
        ]
    return sorted(found, key=lambda one: one.day)


def _figures(rows: Iterable[UnitFigures]) -> Iterable[Figures]:
    for one in rows:
        yield Figures(one.area_id, one.tier, one.counts)
