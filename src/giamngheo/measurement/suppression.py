"""Which cells of published counts stay untold, so that no small one can be worked out, also by subtraction.

A table is counts and what adds up in it: rows, columns, units above units, parts of a whole. First every
small count is left out, then as many others as are needed: for each small one the least and the most that
still fit all that is told (two linear programmes) must lie apart by at least what counts as small.

What this does not do: it knows one table, so tables of the same people on the same boundaries belong into one
call; and whoever knows the rule may guess better than the bounds, but never with certainty.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Counted:
    """A cell: its count; whether it is told at all; whether a nought of it tells as much as a small number.

    What was told elsewhere before (`is_known`) hides nothing by being left out here.

    A remainder that no table shows («hộ nghèo không thiếu hụt nước») is a cell that is not told, of which a
    nought tells: then all of the whole have what the other part counts.
    """

    count: int
    is_told: bool = True
    nought_tells: bool = False
    is_known: bool = False

    def is_small(self, smallest: int) -> bool:
        """Whether nobody may work it out."""
        if self.is_known:
            return False
        return 0 < self.count < smallest or (self.count == 0 and self.nought_tells)


@dataclass(frozen=True)
class Sum(Generic[Key]):
    """A whole that is the sum of its parts."""

    whole: Key
    parts: tuple[Key, ...]

    @property
    def all(self) -> tuple[Key, ...]:
        """Everything that stands in it."""
        return (self.whole, *self.parts)


def untold(cells: Mapping[Key, Counted], sums: Sequence[Sum[Key]], smallest: int) -> frozenset[Key]:
    """The cells to leave out; `smallest` is the least count above nought that may be told.

    Raises:
        ValueError: where a sum is none, or a count is below nought.
    """
    _require_true(cells, sums)
    small = {key for key, one in cells.items() if one.is_small(smallest)}
    hidden = small | {key for key, one in cells.items() if not (one.is_told or one.is_known)}
    where: dict[Key, list[Sum[Key]]] = {}
    for one in sums:
        for key in one.all:
            where.setdefault(key, []).append(one)
    while True:
        _never_alone(cells, sums, hidden, small, where)
        exposed = [
            key
            for part in _connected(hidden, where)
            if part & small
            for key in _exposed(cells, part, small, where, smallest)
        ]
        added = [found for key in exposed if (found := _cover(cells, key, hidden, where)) is not None]
        if not added:
            return frozenset(hidden)
        hidden.update(added)


def bounds(
    cells: Mapping[Key, Counted], hidden: Iterable[Key], sums: Sequence[Sum[Key]], asked: Key
) -> tuple[float, float]:
    """The least and the most that a hidden count can be, from all that is told."""
    keys = list(hidden)
    system = _system(cells, keys, sums)
    return _between(*system, keys.index(asked))


def _require_true(cells: Mapping[Key, Counted], sums: Sequence[Sum[Key]]) -> None:
    wrong = [one.whole for one in sums if cells[one.whole].count != sum(cells[k].count for k in one.parts)]
    if wrong:
        raise ValueError(f"the parts of {wrong[0]!r} do not add up to it")
    if any(one.count < 0 for one in cells.values()):
        raise ValueError("a count is below nought")


def _never_alone(
    cells: Mapping[Key, Counted],
    sums: Sequence[Sum[Key]],
    hidden: set[Key],
    small: set[Key],
    where: Mapping[Key, list[Sum[Key]]],
) -> None:
    """One alone in a sum is its difference: leave out another beside it, until none is alone."""
    reached = set().union(*(part for part in _connected(hidden, where) if part & small))
    waiting = list(sums)
    while waiting:
        one = waiting.pop()
        left_out = [key for key in one.all if key in hidden]
        if len(left_out) != 1 or left_out[0] not in reached:
            continue
        found = _best(cells, one.all, hidden, where, one.whole)
        if found is not None:
            hidden.add(found)
            reached.add(found)
            waiting += where[found]


def _cover(
    cells: Mapping[Key, Counted], key: Key, hidden: set[Key], where: Mapping[Key, list[Sum[Key]]]
) -> Key | None:
    """Another cell to leave out for one that can still be worked out: beside it, else farther away."""
    for one in where.get(key, []):
        found = _best(cells, one.all, hidden, where, one.whole)
        if found is not None:
            return found
    near = {other for one in where.get(key, []) for other in one.all if other in hidden} - {key}
    for other in near:
        for one in where.get(other, []):
            found = _best(cells, one.all, hidden, where, one.whole)
            if found is not None:
                return found
    rest = [
        other for other, one in cells.items() if other not in hidden and other in where and not one.is_known
    ]
    return min(rest, key=lambda other: cells[other].count) if rest and near else None


def _best(
    cells: Mapping[Key, Counted],
    among: Iterable[Key],
    hidden: set[Key],
    where: Mapping[Key, list[Sum[Key]]],
    whole: Key,
) -> Key | None:
    """The cell that costs the least: a part before the whole, where others are left out anyway, the smallest.

    A nought covers nothing but itself and comes last.
    """
    free = [key for key in among if key not in hidden and not cells[key].is_known]

    def cost(key: Key) -> tuple[bool, bool, int, int]:
        alone = sum(not any(other in hidden for other in one.all) for one in where[key])
        return cells[key].count == 0, key == whole, alone, cells[key].count

    return min(free, key=cost) if free else None


def _connected(hidden: Iterable[Key], where: Mapping[Key, list[Sum[Key]]]) -> list[set[Key]]:
    """The hidden cells in groups that stand in sums with each other."""
    left, found = set(hidden), []
    while left:
        part, waiting = set[Key](), [left.pop()]
        while waiting:
            key = waiting.pop()
            part.add(key)
            beside = {other for one in where.get(key, []) for other in one.all} & left
            left -= beside
            waiting += beside
        found.append(part)
    return found


def _exposed(
    cells: Mapping[Key, Counted],
    part: set[Key],
    small: set[Key],
    where: Mapping[Key, list[Sum[Key]]],
    smallest: int,
) -> list[Key]:
    """The small cells of a group whose bounds lie closer than what counts as small."""
    keys = list(part)
    sums = list({id(one): one for key in keys for one in where.get(key, [])}.values())
    system = _system(cells, keys, sums)
    found = []
    for place, key in enumerate(keys):
        if key in small:
            low, high = _between(*system, place)
            if high - low < smallest - 1 - 1e-6:
                found.append(key)
    return found


def _system(
    cells: Mapping[Key, Counted], keys: Sequence[Key], sums: Sequence[Sum[Key]]
) -> tuple["np.typing.NDArray[np.float64]", "np.typing.NDArray[np.float64]"]:
    """What is told of hidden cells as equations: a row a sum, a column a cell, and the right side."""
    place = {key: number for number, key in enumerate(keys)}
    left = np.zeros((len(sums), len(keys)))
    right = np.zeros(len(sums))
    for row, one in enumerate(sums):
        for key, sign in ((one.whole, 1), *((part, -1) for part in one.parts)):
            if key in place:
                left[row, place[key]] += sign
            else:
                right[row] -= sign * cells[key].count
    return left, right


def _between(
    left: "np.typing.NDArray[np.float64]", right: "np.typing.NDArray[np.float64]", place: int
) -> tuple[float, float]:
    # scipy takes a third of a second to load, and nothing is suppressed on most days.
    from scipy.optimize import linprog  # noqa: PLC0415

    ends = []
    for sign in (1, -1):
        aim = np.zeros(left.shape[1])
        aim[place] = sign
        told = linprog(aim, A_eq=left, b_eq=right, bounds=(0, None), method="highs")
        ends.append(sign * told.fun if told.status == 0 else sign * -np.inf)
    return float(ends[0]), float(ends[1])
