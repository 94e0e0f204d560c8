"""What of a list is new, changed, unchanged or missing against the register; nothing is written here."""

import hashlib
from dataclasses import dataclass, field
from datetime import date

import polars as pl

from giamngheo.apps.exchange.register.changing import (
    changes_of,
    memberships_of,
    new_numbers_of,
    residences_of,
)
from giamngheo.apps.exchange.register.faults import Faults
from giamngheo.apps.exchange.register.finding import KEY, with_homes, with_people
from giamngheo.apps.exchange.register.refusing import (
    refuse_begun,
    refuse_later,
    refuse_others,
    tell_numbers_taken,
)
from giamngheo.apps.exchange.register.row_words import HOME
from giamngheo.apps.exchange.register.standings import counts_of, no_standings
from giamngheo.apps.households.bulk.loading import Register

NEW, ADDED, CHANGED, SAME = "new", "added", "changed", "same"


@dataclass(frozen=True)
class Plan:
    """What would be written. `people` has every row taken, with `status`, `household_id`, `person_id`, `key`.

    `changes` are the fields that would change (`person_id`, `area_id`, fields; NULL: stays), `told_changes`
    the same for the eye (`person_id`, `field`, `before`, `after`); `missing_people` and `missing_homes` are
    in the register and not in the list; `suspected` are pairs of a new row and a person of the register;
    `standings` are the classes of households by `standings.standings_of`.
    """

    people: pl.DataFrame
    changes: pl.DataFrame
    memberships: pl.DataFrame
    residences: pl.DataFrame
    numbers: pl.DataFrame
    told_changes: pl.DataFrame
    missing_people: pl.DataFrame
    missing_homes: pl.DataFrame
    suspected: pl.DataFrame = field(default_factory=pl.DataFrame)
    standings: pl.DataFrame = field(default_factory=no_standings)

    @property
    def counts(self) -> dict[str, int]:
        """How much of each."""
        status = self.people.get_column("status")
        homes = self.people.unique(HOME, keep="any")
        return {
            "rows": self.people.height,
            "new_homes": homes.filter(pl.col("household_id").is_null()).height,
            "known_homes": homes.filter(pl.col("household_id").is_not_null()).height,
            "new": int((status == NEW).sum()),
            "added": int((status == ADDED).sum()),
            "changed": int((status == CHANGED).sum()),
            "same": int((status == SAME).sum()),
            "moved": self.residences.height,
            "missing_people": self.missing_people.height,
            "missing_homes": self.missing_homes.height,
            **counts_of(self.standings),
        }

    @property
    def mark(self) -> str:
        """Another mark, something else would be written."""
        digest = hashlib.sha256()
        parts = (self.people, self.changes, self.memberships, self.residences, self.numbers)
        for frame in (*parts, self.standings):
            digest.update(frame.write_csv().encode() if not _lists(frame) else frame.write_json().encode())
        return digest.hexdigest()


def compare(
    people: pl.DataFrame,
    register: Register,
    scheme: str,
    day: date,
    faults: Faults,
    *,
    flat: bool,
    begun: Register | None = None,
) -> Plan:
    """Find every row in the register and tell what it would change; `begun` came after the list's day."""
    people = people.with_row_index(KEY).with_columns(pl.col(KEY).cast(pl.Int64))
    people = with_homes(people, register, scheme)
    if begun is not None:
        people = refuse_begun(people, begun, scheme, day, faults)
    people = with_people(people, register)
    people = refuse_others(people, register, scheme, faults)
    people = refuse_later(people, day, faults)
    known = people.filter(pl.col("person_id").is_not_null())
    changes, told = changes_of(known, register)
    members = memberships_of(people, register)
    changed = pl.concat([changes.get_column("person_id"), members.get_column("person_id")]).unique().implode()
    status = (
        pl.when(pl.col("household_id").is_null())
        .then(pl.lit(NEW))
        .when(pl.col("person_id").is_null())
        .then(pl.lit(ADDED))
        .when(pl.col("person_id").is_in(changed))
        .then(pl.lit(CHANGED))
        .otherwise(pl.lit(SAME))
    )
    people = people.with_columns(status.alias("status"))
    found = people.get_column("household_id").drop_nulls().unique().implode()
    homes = register.homes.filter(pl.col("area_id").is_in(people.get_column("area_id").unique().implode()))
    persons = people.get_column("person_id").drop_nulls().implode()
    absent = register.people.filter(pl.col("household_id").is_in(found) & ~pl.col("person_id").is_in(persons))
    numbers = new_numbers_of(people, register, scheme)
    tell_numbers_taken(people, numbers, register, scheme, faults)
    return Plan(
        people,
        changes,
        members,
        residences_of(people, register),
        numbers,
        told,
        absent if flat else absent.clear(),
        homes.filter(~pl.col("household_id").is_in(found)),
    )


def _lists(frame: pl.DataFrame) -> bool:
    return any(isinstance(dtype, pl.List) for dtype in frame.schema.values())
