"""What a person holds on a day and which areas lie in what: the facts of rights, asked once for a page.

While a page that changes nothing is made (`remembering`), each question is asked of the database once; what
who asks for the page holds was told when they entered (`entering`).
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeAlias, TypeVar

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateRange

from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.prepared_queries import FEW

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Held:
    """A role that a person holds in an area on a day, and for what time."""

    role: str
    area_id: int
    is_living: bool  # the area is a unit on that day
    is_nation: bool
    valid: DateRange


HELD: Final = """
SELECT coalesce(json_agg(json_build_array(held.role, held.area_id, area.valid @> %(day)s::date, EXISTS (
    SELECT FROM areas_version AS version
    WHERE version.area_id = held.area_id AND version.tier = %(nation)s AND version.valid @> %(day)s::date
), lower(held.valid), upper(held.valid)) ORDER BY held.id), '[]')
FROM accounts_holding AS held JOIN areas_area AS area ON area.id = held.area_id
WHERE held.user_id = %(user)s AND held.valid @> %(day)s::date
"""
"""What a person holds on a day, as one value (`as_held`). Of every page: written out, as making it from parts
took longer than answering it; so are the questions below."""


_FEW_AREAS: Final = FEW.format("%(areas)s")
_AROUND: Final = f"""
SELECT area_id, ancestor_id FROM areas_containment WHERE area_id {_FEW_AREAS} AND valid @> %(day)s::date
"""
_WITHIN: Final = f"""
SELECT DISTINCT area_id FROM areas_containment WHERE ancestor_id {_FEW_AREAS} AND valid @> %(day)s::date
"""
_Answers: TypeAlias = dict[Any, Any]
_remembered: ContextVar[_Answers | None] = ContextVar("remembered", default=None)
_entered: ContextVar[_Answers] = ContextVar("entered", default={})  # noqa: B039 - never written to


@contextmanager
def remembering() -> Iterator[None]:
    """Ask each of these questions once: for what changes no role and no area, such as showing a page.

    What was asked around it is known in it, and what was told at the entrance.
    """
    known = _remembered.get()
    token = _remembered.set(dict(_entered.get()) if known is None else known)
    try:
        yield
    finally:
        _remembered.reset(token)


@contextmanager
def told_at_the_entrance(user_id: int, day: date, held: tuple[Held, ...]) -> Iterator[None]:
    """Let who remembers begin with what this person holds on this day."""
    token = _entered.set({("held", user_id, day): held})
    try:
        yield
    finally:
        _entered.reset(token)


def as_held(told: Sequence[Sequence[Any]]) -> tuple[Held, ...]:
    """The roles that the answer to `HELD` tells."""
    return tuple(
        Held(role, area_id, is_living, is_nation, DateRange(_day(first), _day(end)))
        for role, area_id, is_living, is_nation, first, end in told
    )


def _day(told: str | None) -> date | None:
    return None if told is None else date.fromisoformat(told)


def held_by(user_id: int | None, day: date) -> tuple[Held, ...]:
    """The roles of a person on a day, each with its area; none of nobody."""
    if user_id is None:
        return ()
    values = {"user": user_id, "day": day, "nation": Tier.NATION}
    return _once(("held", user_id, day), lambda: as_held(_rows(HELD, values)[0][0]))


def areas_around(area_ids: Iterable[int], day: date) -> dict[int, frozenset[int]]:
    """Of each area: the areas in which it lies on a day, itself included; a former unit's too."""
    wanted = frozenset(area_ids)
    return _once(("around", wanted, day), lambda: _around(wanted, day)) if wanted else {}


def areas_within(area_ids: Iterable[int], day: date) -> list[int]:
    """The areas that lie in any of these on a day, these included, former units too."""
    wanted = frozenset(area_ids)
    values = {"areas": list(wanted), "day": day}
    return list(_once(("within", wanted, day), lambda: [area for (area,) in _rows(_WITHIN, values)]))


def _around(areas: frozenset[int], day: date) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {area_id: set() for area_id in areas}
    for area_id, ancestor_id in _rows(_AROUND, {"areas": list(areas), "day": day}):
        found[area_id].add(ancestor_id)
    return {area_id: frozenset(ancestors) for area_id, ancestors in found.items()}


def _once(asked: Any, ask: Callable[[], Answer]) -> Answer:
    known = _remembered.get()
    if known is None:
        return ask()
    if asked not in known:
        known[asked] = ask()
    answer: Answer = known[asked]
    return answer


def _rows(sql: str, values: dict[str, Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows
