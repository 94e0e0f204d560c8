"""The same country in plain Python: slow, one unit and one day at a time; and where each household truly is.

Events are drawn at random from what is possible. The twin knows nothing of tables: it answers by walking.
A household has a leaf (the smallest unit it is in) on each day; where a unit is divided and nobody tells
where a village went, the twin draws the truth and the product must not claim to know it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import reduce
from random import Random

from tests.foundation.areas.country import (
    EARLIER,
    change_kind,
    create,
    end,
    move,
    part,
    rename,
    whole,
)

from giamngheo.foundation.areas.models import Change

ENDLESS = date(9999, 1, 1)
EVER = date(1, 1, 1)
PROVINCE, DISTRICT, COMMUNE, VILLAGE = 1, 2, 3, 4
KINDS = {PROVINCE: "province", DISTRICT: "rural_district", COMMUNE: "commune", VILLAGE: "village"}


@dataclass(eq=False)
class Unit:
    code: str
    tier: int
    born: date
    parents: list[tuple[date, "Unit | None"]]
    hidden: list[tuple[date, "Unit"]] = field(default_factory=list)  # the truth of a village not assigned
    ended: date = ENDLESS
    heirs: list["Unit"] = field(default_factory=list)

    def lives(self, day: date) -> bool:
        return self.born <= day < self.ended

    def parent(self, day: date) -> "Unit | None":
        return next(parent for since, parent in reversed(self.parents) if since <= day)

    @property
    def last_parent(self) -> "Unit | None":
        return self.parents[-1][1]

    def above(self, day: date) -> frozenset["Unit"]:
        """Everything in which this certainly lies on a day, itself included while it lives."""
        if day < self.born:
            return frozenset()
        if self.lives(day):
            parent = self.parent(day)
            return frozenset({self}) | (parent.above(day) if parent else frozenset())
        if self.heirs:
            return reduce(frozenset.intersection, [heir.above(day) for heir in self.heirs])
        return self.last_parent.above(day) if self.last_parent else frozenset()

    def perhaps(self, day: date) -> frozenset["Unit"]:
        """Everything in which some of this may lie on a day."""
        if day < self.born:
            return frozenset()
        if self.lives(day):
            parent = self.parent(day)
            return frozenset({self}) | (parent.perhaps(day) if parent else frozenset())
        next_ones = self.heirs or ([self.last_parent] if self.last_parent else [])
        return frozenset().union(*(one.perhaps(day) for one in next_ones))

    def truly_above(self, day: date) -> list["Unit"]:
        """The living units in which a household with this leaf truly is, from itself upwards."""
        parent = self.parent(day)
        if parent is not None and not parent.lives(day):
            parent = next(truth for since, truth in reversed(self.hidden) if since <= day)
        return [self, *(parent.truly_above(day) if parent else [])]


@dataclass(eq=False)
class Household:
    leaves: list[tuple[date, Unit]]

    def leaf(self, day: date) -> Unit:
        return next(leaf for since, leaf in reversed(self.leaves) if since <= day)

    @property
    def now(self) -> Unit:
        return self.leaves[-1][1]


class Twin:
    """A country that changes at random; each change is also given as the lines of a batch."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.serial = 0
        self.units: list[Unit] = []
        self.days: list[date] = []
        self.lines: list[Change] = []
        nation = self._made("VN", 0, None, EVER)
        for _ in range(random.randint(2, 3)):
            province = self._new(PROVINCE, nation, EVER)
            for _ in range(random.randint(1, 2)):
                district = self._new(DISTRICT, province, EVER)
                for _ in range(random.randint(1, 3)):
                    commune = self._new(COMMUNE, district, EVER)
                    for _ in range(random.randint(0, 2)):
                        self._new(VILLAGE, commune, EVER)
        self.households = [
            Household([(EVER, unit)]) for unit in self.units for _ in range(random.randint(1, 2)) if unit.tier
        ]
        self.first, self.lines = self.lines, []

    def batches(self, count: int) -> Iterator[tuple[date, list[Change]]]:
        """Change the country `count` times; gives day and lines of each."""
        day = EARLIER
        for _ in range(count):
            day += timedelta(days=self.random.randint(1, 400))
            self.lines = []
            self._change(day)
            if self.lines:
                self.days.append(day)
                self.random.shuffle(self.lines)
                yield day, self.lines

    def place_of(self, at: Unit, day: date, asked: date, tier: int) -> tuple[Unit | None, bool]:
        """Where a row of this unit on a day is counted on the boundaries of the day asked, one by one."""
        land, todo = {(at, day)}, [(at, day)]
        while todo:
            of, on = todo.pop()
            for unit in self.units if on > asked else ():
                if asked < unit.born <= on and of in unit.perhaps(on):
                    fresh = {(above, unit.born) for above in self._loose_in(unit)} - land
                    land |= fresh
                    todo += fresh
        sources = {
            unit
            for of, on in land
            for unit in self.units
            if unit.lives(min(on, asked)) and of in unit.perhaps(on) and not self._waits(unit, of, on, asked)
        }
        self._take_along(sources, day, asked)
        common = [unit for unit in self.units if all(unit in source.above(asked) for source in sources)]
        fitting = sorted((unit for unit in common if sources and unit.tier <= tier), key=lambda u: u.tier)
        return (fitting[-1], fitting[-1].tier == tier) if fitting else (None, False)

    def _take_along(self, sources: set[Unit], day: date, asked: date) -> None:
        """Add what was made from nothing after the row's day, on land that a source has itself."""
        for unit in sorted(self.units, key=lambda u: u.born):
            if day < unit.born <= asked:
                for above in self._loose_in(unit):
                    if any(self._is_directly_in(source, above, unit.born) for source in sources):
                        sources.add(unit)

    def _is_directly_in(self, unit: Unit, above: Unit, day: date) -> bool:
        below = [u for u in self.units if u.lives(day) and u.parent(day) is above]
        perhaps = unit.perhaps(day)
        return unit is above or (
            unit.ended <= day and above in perhaps and not any(child in perhaps for child in below)
        )

    def _waits(self, unit: Unit, of: Unit, one: date, other: date) -> bool:
        """Whether on both days and between only some of the unit may be in the other one."""
        first, last = sorted((one, other))
        days = [first, last, *(day for day in self.days if first < day < last)]
        return all(of in unit.perhaps(day) - unit.above(day) for day in days)

    def _loose_in(self, unit: Unit) -> set[Unit]:
        first = unit.parents[0][1]
        told = any(unit in other.heirs and other.ended == unit.born for other in self.units)
        found = {first} if first and not told else set()
        for lost in self.units:
            if lost.ended == unit.born and lost.tier == unit.tier and not lost.heirs:
                smallest = max(lost.above(unit.born), key=lambda u: u.tier, default=None)
                if smallest is not None and smallest in unit.perhaps(unit.born):
                    found.add(smallest)
        return found

    def _made(self, code: str, tier: int, parent: Unit | None, day: date) -> Unit:
        unit = Unit(code, tier, day, [(day, parent)])
        self.units.append(unit)
        kind = KINDS.get(tier, "nation")
        self.lines.append(create(code, f"Đơn vị {code}", kind, parent.code if parent else ""))
        return unit

    def _new(self, tier: int, parent: Unit, day: date, code: str = "") -> Unit:
        self.serial += 1
        return self._made(code or f"{tier}{self.serial:04d}", tier, parent, day)

    def _living(self, tier: int, day: date) -> list[Unit]:
        return [unit for unit in self.units if unit.tier == tier and unit.lives(day) and unit.born < day]

    def _change(self, day: date) -> None:
        random = self.random
        living = {tier: self._living(tier, day) for tier in KINDS}
        ending = list(living[DISTRICT]) if random.random() < 0.25 else []  # the tier ends
        if len(living[PROVINCE]) > 1 and random.random() < 0.25:
            gone, heir = random.sample(living[PROVINCE], 2)
            self._end(gone, day, [heir])
        for district in ending:
            self._end(district, day, [])
        parents = [unit for unit in living[DISTRICT] + living[PROVINCE] if unit.lives(day)]
        self._change_communes(living[COMMUNE], parents, day)
        for unit in living[DISTRICT] + living[COMMUNE]:
            above = unit.last_parent
            if unit.lives(day) and above and not above.lives(day):
                known = above.heirs or random.sample(parents if unit.tier == COMMUNE else [], 1)
                self._move(unit, known[0], day)
        stable = [u for u in self.units if u.tier == COMMUNE and u.lives(day)]
        for village in living[VILLAGE]:
            if village.parents[-1][0] < day and stable and random.random() < 0.1:
                self._move(village, random.choice(stable), day)
            elif random.random() < 0.1:
                self.lines.append(rename(village.code, f"Tên mới {day.year}"))
        for commune in stable:
            if random.random() < 0.1:
                self._from_nothing(self._new(VILLAGE, commune, day), commune, day)
        self._follow(day)

    def _change_communes(self, communes: list[Unit], parents: list[Unit], day: date) -> None:
        random = self.random
        chosen = random.sample(communes, random.randint(0, len(communes)))
        staying = [unit for unit in communes if unit not in chosen]
        fresh: list[Unit] = []
        for unit in chosen:
            heirs = staying + fresh
            what = random.choice(["whole", "whole", "divided", "lost", "move", "change_kind", "nothing"])
            if what == "whole":
                into = random.choice(heirs) if heirs and random.random() < 0.6 else None
                if into is None:
                    code = unit.code if random.random() < 0.5 else ""
                    into = self._new(COMMUNE, random.choice(parents), day, code)
                    fresh.append(into)
                self._end(unit, day, [into])
            elif what == "divided" and len(heirs) > 1:
                self._end(unit, day, random.sample(heirs, random.randint(2, min(3, len(heirs)))))
            elif what == "lost":
                self._end(unit, day, [])
            elif what == "move" and unit.parents[-1][0] < day:
                self._move(unit, random.choice(parents), day)
            elif what == "change_kind":
                self.lines.append(change_kind(unit.code, random.choice(["ward", "township"])))
            elif what == "nothing":
                parent = random.choice(parents)
                self._from_nothing(self._new(COMMUNE, parent, day), parent, day)

    def _end(self, unit: Unit, day: date, heirs: list[Unit]) -> None:
        unit.ended, unit.heirs = day, heirs
        self.lines.append(end(unit.code))
        self.lines += [(whole if len(heirs) == 1 else part)(unit.code, heir.code) for heir in heirs]
        for village in [
            u for u in self.units if u.last_parent is unit and u.tier == VILLAGE and u.lives(day)
        ]:
            if len(heirs) == 1:
                village.parents.append((day, heirs[0]))  # no line says so
            elif heirs and self.random.random() < 0.5:
                self._move(village, self.random.choice(heirs), day)

    def _move(self, unit: Unit, parent: Unit, day: date) -> None:
        unit.parents.append((day, parent))
        self.lines.append(move(unit.code, parent.code))

    def _from_nothing(self, unit: Unit, parent: Unit, day: date) -> None:
        for household in self.households:
            if household.now is parent and self.random.random() < 0.5:
                household.leaves.append((day, unit))

    def _follow(self, day: date) -> None:
        """The truth: every household and every village without a known parent is somewhere."""
        for household in self.households:
            if not household.now.lives(day):
                household.leaves.append((day, self._heir(household.now, day)))
        for unit in self.units:
            if unit.lives(day) and (parent := unit.last_parent) and not parent.lives(day):
                if not unit.hidden or unit.hidden[-1][0] < unit.parents[-1][0]:
                    unit.hidden.append((day, self._heir(parent, day)))
                elif not unit.hidden[-1][1].lives(day):
                    unit.hidden.append((day, self._heir(unit.hidden[-1][1], day)))

    def _heir(self, unit: Unit, day: date) -> Unit:
        while not unit.lives(day):
            after = self.random.choice(unit.heirs) if unit.heirs else unit.last_parent
            assert after is not None
            unit = after
        return unit
