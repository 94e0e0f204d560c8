"""Choosing a unit for a line of a draft by typing its code or name, among them what the draft creates."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from giamngheo.foundation.areas.kinds import Kind, Tier
from giamngheo.foundation.areas.lines import SCHEME
from giamngheo.foundation.areas.models import Batch, Code
from giamngheo.foundation.areas.queries import paths_of, units_on
from giamngheo.foundation.areas.search import search
from giamngheo.foundation.areas.states import Verb
from giamngheo.foundation.text import plain

# A chosen unit stands in its field as «00004 – phường Ba Đình»: the code is read, the name is for the eye.
_BETWEEN: Final = " – "
_LOOKED_AT: Final = 50


@dataclass(frozen=True)
class Choice:
    """A unit that may be chosen: its code on the day, what it is called, where it lies."""

    code: str
    name: str
    about: str

    def __str__(self) -> str:
        return f"{self.code}{_BETWEEN}{self.name}"


def choices(
    batch: Batch, typed: str, *, before: bool, among: Collection[int] | None = None, limit: int = 10
) -> list[Choice]:
    """Units that what was typed may mean, best first: `before` the day of the batch, or on it.

    A code means one unit. On the day the draft's own new units come first and those that it ends are gone.
    `among`: only these areas.
    """
    code = typed.split(_BETWEEN, maxsplit=1)[0].strip()
    own = [] if before else list(_created(batch, code, typed))
    if by_code := [one for one in own if one.code == code]:
        return by_code[:1]
    day = batch.day - timedelta(days=1) if before else batch.day
    held = Code.objects.filter(scheme=SCHEME, code=code, valid__contains=day)
    found = list(held.values_list("area_id", flat=True))
    if among is not None:
        found = [area_id for area_id in found if area_id in among]
    if found:
        own = []
    else:
        found = [hit.unit.area_id for hit in search(typed, day, limit=_LOOKED_AT, among=among)]
    units, paths = units_on(found, day), paths_of(found, day)
    living = [units[area_id] for area_id in found if area_id in units and units[area_id].code]
    if not before:
        ended = batch.changes.filter(verb=Verb.END, code__in=[unit.code for unit in living])
        gone = set(ended.values_list("code", flat=True))
        living = [unit for unit in living if unit.code not in gone]
    return [
        *own,
        *(
            Choice(
                unit.code,
                unit.full_name,
                ", ".join(
                    above.full_name
                    for above in reversed(paths[unit.area_id])
                    if above.area_id != unit.area_id and above.tier > Tier.NATION
                ),
            )
            for unit in living
        ),
    ][:limit]


def meant(batch: Batch, typed: str, *, before: bool, among: Collection[int] | None = None) -> list[Choice]:
    """What was typed, understood: one unit where it is clear, several where a person must choose, or none."""
    found = choices(batch, typed, before=before, among=among, limit=_LOOKED_AT)
    words = plain(typed)
    exact = [one for one in found if words in (plain(one.name), plain(one.name.split(" ", 1)[-1]))]
    if exact and len(found) > 1:
        return exact
    return found


def _created(batch: Batch, code: str, typed: str) -> Iterator[Choice]:
    words = plain(typed).split()
    for line in batch.changes.filter(verb=Verb.CREATE).order_by("place"):
        name = f"{Kind(line.kind).word} {line.name}" if line.kind else line.name
        parts = plain(name).split()
        if line.code == code or (words and all(any(p.startswith(w) for p in parts) for w in words)):
            yield Choice(line.code, name, "lập trong đợt này")
