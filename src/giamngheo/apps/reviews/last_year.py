"""This round beside last year's, on the boundaries of now: what merged since is put together, and told.

What went whole into a village of now is counted there; what was divided among several villages of the commune
in the whole alone; what was divided among communes nowhere, and it is named.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import polars as pl

from giamngheo.apps.households.bulk.copying import asked
from giamngheo.apps.households.circumstances import standard_on
from giamngheo.apps.reviews.drilling import NEAR_POOR, POOR, Part
from giamngheo.apps.reviews.models import Case, Round
from giamngheo.apps.reviews.movement import AREA, Figure
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.models import Area, Containment, Overlap, Version
from giamngheo.foundation.areas.naming import names_of

_COUNTED: Final[dict[str, Any]] = {AREA: pl.Int64, "class_now": pl.String, "len": pl.Int64}
_ROUNDS: Final = """
SELECT entry.area_id, coalesce(nullif(entry.decided_class, ''), entry.proposed_class) AS class_now, count(*)
FROM reviews_entry AS entry
WHERE entry.round_id = ANY(%(rounds)s::bigint[]) AND entry.area_id = ANY(%(areas)s::bigint[])
    AND entry.left_out_on IS NULL
GROUP BY 1, 2
"""
_REGISTER: Final = """
SELECT home.area_id, decided.household_class, count(*) FROM households_residence AS home
JOIN LATERAL (
    SELECT d.household_class FROM households_recognition AS d
    WHERE d.household_id = home.household_id AND d.superseded_by_id IS NULL AND lower(d.valid) <= %(day)s
    ORDER BY lower(d.valid) DESC LIMIT 1
) AS decided ON true
WHERE home.superseded_by_id IS NULL AND home.valid @> %(day)s::date
    AND home.area_id = ANY(%(areas)s::bigint[]) AND decided.household_class IN ('poor', 'near_poor')
GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Joined:
    """What was put together: of a village of now the units that it came from, as they were called then."""

    area_id: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class Compared:
    """This round beside last year's rounds, or beside the register of a year ago (`lasts` is empty then).

    `rows` tell of each village, the whole first (None): poor and near-poor households then and now. `joined`
    says what was put together, `communes` which communes' rounds, `unplaced` which units count in the whole
    only (with their poor and near-poor households), `divided` which are counted nowhere, `without` which
    communes had no round so that the register is asked instead.
    """

    lasts: tuple[Round, ...]
    day: date
    is_another_standard: bool
    rows: Mapping[int | None, tuple[int, int, Figure, Figure]]
    joined: tuple[Joined, ...] = ()
    communes: tuple[str, ...] = ()
    unplaced: tuple[tuple[str, ...], int, int] = ((), 0, 0)
    divided: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def opens(self, area_id: int | None) -> Round | None:
        """The round whose list opens behind a figure of then; None where it was put together."""
        together = {one.area_id for one in self.joined}
        is_joined = area_id in together if area_id is not None else bool(together or self.unplaced[0])
        return self.lasts[0] if len(self.lasts) == 1 and not is_joined else None


@dataclass(frozen=True)
class _Then:
    """The units of a day that lie in the villages of now (None: in the commune, in no one village)."""

    day: date
    village_of: Mapping[int, int | None]


def compared(one: Round, day: date, rows: pl.DataFrame, villages: Sequence[int]) -> Compared:
    """The lists of now beside those of last year, for these villages; a fixed number of questions."""
    lasts = _rounds(one)
    then = _units(one, lasts[-1].opened_on if lasts else _a_year_before(day), villages)
    communes = _communes(list(then.village_of), then.day)
    without = sorted(communes - {last.area_id for last in lasts}) if lasts else []
    if without or not lasts:
        lasts, then = (), _units(one, _a_year_before(day), villages)
        told: dict[str, Any] = {"day": then.day, "areas": list(then.village_of)}
        counted = asked(_REGISTER, told, _COUNTED)
    else:
        told = {"rounds": [last.pk for last in lasts], "areas": list(then.village_of)}
        counted = asked(_ROUNDS, told, _COUNTED)
    before = _by_village(counted, then)
    now = _by_area(rows.filter(~pl.col("is_left_out")).group_by(AREA, "class_now").len())
    names = names_of({*then.village_of, *communes}, then.day)
    loose = {area for area, village in then.village_of.items() if village is None}
    found = {area for area, _, _ in counted.iter_rows()} & loose
    return Compared(
        lasts,
        then.day,
        any(standard_on(each) != standard_on(one.opened_on) for each in _days(lasts, then.day)),
        {
            area: (
                before.get((area, POOR), 0),
                before.get((area, NEAR_POOR), 0),
                Figure(now.get((area, POOR), 0), Part(area, after=POOR)),
                Figure(now.get((area, NEAR_POOR), 0), Part(area, after=NEAR_POOR)),
            )
            for area in (None, *villages)
        },
        _joined(then, names),
        tuple(names[last.area_id] for last in lasts if last.area_id in names) if len(lasts) > 1 else (),
        (
            tuple(sorted(names[area] for area in found if area in names)),
            *(
                sum(n for a, name, n in counted.iter_rows() if a in loose and name == kind)
                for kind in (POOR, NEAR_POOR)
            ),
        ),
        _divided(one, then.day),
        tuple(names[area] for area in without if area in names),
    )


def _rounds(one: Round) -> tuple[Round, ...]:
    """Last year's rounds of the same kind of which a village lies in this commune now, the earliest first."""
    inside = Containment.objects.filter(ancestor=one.area_id, valid__contains=one.opened_on)
    same = Round.objects.filter(kind=one.kind, year=one.year - 1, month=one.month)
    found = same.filter(pk__in=Case.objects.filter(area__in=inside.values("area")).values("round"))
    own = same.filter(area=one.area_id)
    return tuple((found | own).distinct().order_by("opened_on", "pk"))


def _units(one: Round, day: date, villages: Sequence[int]) -> _Then:
    """What lived on the day and lies in these villages now; where all are seen, also what lies in none."""
    alive = Containment.objects.filter(valid__contains=one.opened_on, area__valid__contains=day)
    village_of: dict[int, int | None] = {}
    if Case.objects.filter(round=one).count() == len(villages):
        of_commune = alive.filter(ancestor=one.area_id, area__versions__tier=Tier.VILLAGE)
        village_of |= dict.fromkeys(of_commune.values_list("area_id", flat=True))
    village_of |= dict(alive.filter(ancestor__in=list(villages)).values_list("area_id", "ancestor_id"))
    return _Then(day, village_of)


def _communes(areas: Sequence[int], day: date) -> set[int]:
    """The communes in which these units lay on the day."""
    around = Containment.objects.filter(
        area__in=list(areas),
        valid__contains=day,
        ancestor__versions__tier=Tier.COMMUNE,
        ancestor__versions__valid__contains=day,
    )
    return set(around.values_list("ancestor_id", flat=True))


def _joined(then: _Then, names: Mapping[int, str]) -> tuple[Joined, ...]:
    """The villages of now that came from others; a commune without villages, the communes it came from."""
    held = Version.objects.filter(area__in=[*then.village_of, *filter(None, then.village_of.values())])
    tier_of = dict(held.order_by("valid").values_list("area_id", "tier"))
    origins: dict[int, list[int]] = {}
    for area, village in then.village_of.items():
        if village is not None and tier_of.get(area) == tier_of.get(village):
            origins.setdefault(village, []).append(area)
    return tuple(
        Joined(village, tuple(sorted(names[area] for area in areas if area in names)))
        for village, areas in sorted(origins.items())
        if areas != [village]
    )


def _divided(one: Round, day: date) -> tuple[str, ...]:
    """The units of then that were divided between this commune and others: nobody can tell their figures."""
    partly = Overlap.objects.filter(
        ancestor=one.area_id,
        valid__contains=one.opened_on,
        area__in=Area.objects.on(day),
        area__versions__tier=Tier.VILLAGE,
    )
    areas = set(partly.values_list("area_id", flat=True))
    return tuple(sorted(names_of(areas, day).values()))


def _by_village(counted: pl.DataFrame, then: _Then) -> dict[tuple[int | None, str], int]:
    found: dict[tuple[int | None, str], int] = {}
    for area, name, count in counted.iter_rows():
        for place in {then.village_of[area], None}:
            found[place, name] = found.get((place, name), 0) + count
    return found


def _by_area(counted: pl.DataFrame) -> dict[tuple[int | None, str], int]:
    found: dict[tuple[int | None, str], int] = {}
    for area, name, count in counted.select(AREA, "class_now", "len").iter_rows():
        for place in (area, None):
            found[place, name] = found.get((place, name), 0) + count
    return found


def _days(lasts: Sequence[Round], day: date) -> list[date]:
    return [last.opened_on for last in lasts] or [day]


def _a_year_before(day: date) -> date:
    """The same day of the year before; of 29 February the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
