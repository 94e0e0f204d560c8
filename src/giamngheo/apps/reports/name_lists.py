"""Lists of the members of listed households: who they are is frozen, what they are called is asked.

Frozen files hold no names: these are asked of the register with the rights of who asks; whom they may not see
stands in the list, so that it counts as the tables do, without a name.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Final

import narwhals.stable.v2 as nw
import polars as pl
from django.db.models import F, Q

from giamngheo.apps.households.models import Household, Person
from giamngheo.apps.snapshots.queries import Opened
from giamngheo.foundation.areas.models import Version
from giamngheo.foundation.prepared_queries import OneOf
from giamngheo.law.library import code_list
from giamngheo.law.reports.library import rows_of
from giamngheo.law.vocabulary import published as at
from giamngheo.law.vocabulary.reports import Moves, NameList
from giamngheo.measurement.engines import collect

HOMES_AT_ONCE: Final = 1_000
HIDDEN: Final = "(hộ ngoài địa bàn được xem)"
_STANDING: Final = "_standing"
_CLOSING: Final = "closing"
_YEAR: Final = 10_000  # births are kept as YYYYMMDD
_HEAD: Final = "head"


@dataclass(frozen=True)
class Listed:
    """A line of a list: household and member by their numbers in the list, and what is told of them."""

    home: int
    member: int
    household: int
    area: int
    code: str
    name: str
    is_seen: bool
    born: int | None
    sex: str
    ethnicity: str
    relationship: str
    standing: str
    merit: bool | None
    without_labour: bool | None


@dataclass(frozen=True)
class _Known:
    """What the register tells who asks: code and sort key of households, names of people."""

    homes: dict[int, tuple[str, str]]
    names: dict[int, str]


@dataclass(frozen=True)
class NamesOf:
    """A list of names of frozen figures: its households in the order of villages, their members.

    Shape: `homes` a row a household with `area`, groups and how it came; `people` a row a member.
    """

    text: NameList
    homes: pl.DataFrame
    people: pl.DataFrame
    day: date

    @property
    def households(self) -> int:
        """How many households are on the list."""
        return self.homes.height

    def lines(self, within: Q, first: int = 0, count: int | None = None) -> Iterator[Listed]:
        """The lines of so many households from a place on, a few hundred households at a time.

        `within` is the condition on the rows of the register that who asks may see. Two questions for each
        batch of whole villages, whose households stand in the order of the alphabet.
        """
        place, left = 0, self.households if count is None else count
        for batch in self._batches():
            if place + batch.height <= first:
                place += batch.height
                continue
            told = self._told(batch, within, place)
            from_here = max(first - place, 0)
            for home in islice(told, from_here, from_here + left):
                yield from home
            left -= min(left, batch.height - from_here)
            place += batch.height
            if left <= 0:
                return

    def _batches(self) -> Iterator[pl.DataFrame]:
        """Whole villages together, until they have many households."""
        start = 0
        ends = (
            self.homes.with_row_index("_row").group_by(at.AREA, maintain_order=True).agg(pl.col("_row").max())
        )
        for _, last in ends.iter_rows():
            if last + 1 - start >= HOMES_AT_ONCE or last + 1 == self.households:
                yield self.homes[start : last + 1]
                start = last + 1

    def _told(self, batch: pl.DataFrame, within: Q, place: int) -> Iterator[list[Listed]]:
        numbers = batch[at.HOUSEHOLD].to_list()
        people = self.people.filter(pl.col(at.HOUSEHOLD).is_in(numbers))
        homes = {
            pk: (code, key)
            for pk, code, key in Household.objects.filter(within, OneOf(F("pk"), numbers)).values_list(
                "pk", "code", "sort_key"
            )
        }
        names = dict(
            Person.objects.filter(within, OneOf(F("pk"), people[at.PERSON].to_list())).values_list(
                "pk", "full_name"
            )
        )
        known = _Known(homes, names)
        members: dict[int, list[dict[str, Any]]] = {}
        for row in people.iter_rows(named=True):
            members.setdefault(row[at.HOUSEHOLD], []).append(row)
        order = {area: number for number, area in enumerate(dict.fromkeys(batch[at.AREA].to_list()))}
        rows = sorted(
            batch.iter_rows(named=True),
            key=lambda row: (
                order[row[at.AREA]],
                row[at.HOUSEHOLD] not in homes,
                homes.get(row[at.HOUSEHOLD], ("", ""))[1],
            ),
        )
        for number, row in enumerate(rows, start=place + 1):
            of_home = members.get(row[at.HOUSEHOLD], [])
            yield [self._line(row, one, (number, each), known) for each, one in enumerate(of_home, start=1)]

    def _line(
        self,
        home: dict[str, Any],
        one: dict[str, Any],
        place: tuple[int, int],
        known: _Known,
    ) -> Listed:
        is_seen = home[at.HOUSEHOLD] in known.homes and one[at.PERSON] in known.names
        earliest, latest = one[at.BIRTH_EARLIEST], one[at.BIRTH_LATEST]
        is_known = earliest is not None and latest is not None and earliest // _YEAR == latest // _YEAR
        return Listed(
            home=place[0],
            member=place[1],
            household=home[at.HOUSEHOLD],
            area=home[at.AREA],
            code=known.homes[home[at.HOUSEHOLD]][0] if is_seen else "",
            name=known.names[one[at.PERSON]] if is_seen else HIDDEN,
            is_seen=is_seen,
            born=earliest // _YEAR if is_known and is_seen else None,
            sex=one[at.SEX] or "" if is_seen else "",
            ethnicity=_called("ethnic_groups", one[at.ETHNICITY]) if is_seen else "",
            relationship=_called("relationships", one[at.RELATIONSHIP]) if is_seen else "",
            standing=self.text.standings.get(home[_STANDING] or "", ""),
            merit=home["merit"],
            without_labour=home["no_working_capacity"],
        )


def names_of_list(text: NameList, opened: Opened, day: date) -> NamesOf:
    """The households of frozen figures that are on a list on the closing day, and their members."""
    rows = rows_of(text.movement)
    assert isinstance(rows, Moves)  # the linter refuses a list of any other table
    standing: nw.Expr = nw.lit(None, dtype=nw.String())
    for name in reversed(list(text.standings)):
        standing = nw.when(rows.opened[name]).then(nw.lit(name)).otherwise(standing)
    listed = opened.households.filter(rows.opened[_CLOSING])
    homes: pl.DataFrame = collect(
        listed.select(at.HOUSEHOLD, at.AREA, "merit", "no_working_capacity", standing.alias(_STANDING))
    ).to_native()
    told = (
        at.PERSON,
        at.HOUSEHOLD,
        at.RELATIONSHIP,
        at.SEX,
        at.BIRTH_EARLIEST,
        at.BIRTH_LATEST,
        at.ETHNICITY,
    )
    people: pl.DataFrame = collect(
        opened.people.join(listed.select(at.HOUSEHOLD), on=at.HOUSEHOLD, how="inner").select(*told)
    ).to_native()
    areas = _in_order(homes[at.AREA].unique().to_list(), day)
    places = pl.DataFrame(
        {at.AREA: areas, "_place": range(len(areas))}, {at.AREA: pl.Int64, "_place": pl.Int64}
    )
    return NamesOf(
        text,
        homes.join(places, on=at.AREA, how="left").sort("_place", at.HOUSEHOLD).drop("_place"),
        people.sort(
            at.HOUSEHOLD,
            pl.col(at.RELATIONSHIP).fill_null("") != _HEAD,
            pl.col(at.BIRTH_EARLIEST),
            at.PERSON,
            nulls_last=True,
        ),
        day,
    )


def _in_order(areas: Sequence[int], day: date) -> list[int]:
    """Villages by the alphabet, former ones by their last name."""
    rows = Version.objects.filter(OneOf(F("area_id"), list(areas))).order_by("valid")
    keys = dict(rows.values_list("area_id", "sort_key"))
    return sorted(areas, key=lambda area: (keys.get(area, ""), area))


def _called(codes: str, code: str | None) -> str:
    entry = code_list(codes).get(code or "")
    return entry.name if entry else ""
