"""What tables of movement must agree on, typed in or computed: 9 = 1−2−3−4+5+6+7+8, one list the other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from giamngheo.measurement.movement import APART, HOUSEHOLDS, NEAR_POOR_COLUMNS, PERSONS, POOR_COLUMNS, UNIT


@dataclass(frozen=True)
class Violation:
    """One identity that does not hold: where, in words, and both sides of it (None: a cell is missing)."""

    table: str
    row: int
    message: str
    left: int | None
    right: int | None


Row = dict[str, object]
"""One row of a typed-in or computed table: the nine columns by name, `unit`, groups; `APART` may lack."""

_TITLES = {"poor": "Diễn biến hộ nghèo", "near_poor": "Diễn biến hộ cận nghèo"}
_UNITS = {HOUSEHOLDS: "hộ", PERSONS: "nhân khẩu"}


def check_identities(poor: Sequence[Row], near_poor: Sequence[Row] = ()) -> list[Violation]:
    """Every identity that two tables of movement break: 9 = 1−2−3−4+5+6+7+8, and one table against the other.

    Rows of the two tables belong together by `unit` and all columns that are not counts. `near_poor` may be
    left out; then only the first identity of the poor is checked.
    """
    found = [v for n, row in enumerate(poor, 1) for v in _balance("poor", n, row, POOR_COLUMNS)]
    found += [
        v for n, row in enumerate(near_poor, 1) for v in _balance("near_poor", n, row, NEAR_POOR_COLUMNS)
    ]
    partners = {_place(row, NEAR_POOR_COLUMNS): row for row in near_poor}
    for number, row in enumerate(poor, 1):
        partner = partners.get(_place(row, POOR_COLUMNS))
        if partner is not None:
            found += _across(number, row, partner)
    return found


def _place(row: Row, columns: Iterable[str]) -> frozenset[tuple[str, object]]:
    counts = {*columns, *APART}
    return frozenset((name, value) for name, value in row.items() if name not in counts)


def _number(row: Row, name: str) -> int | None:
    value = row.get(name)
    return int(value) if isinstance(value, int | float) and value == int(value) else None


def _balance(table: str, number: int, row: Row, columns: Sequence[str]) -> list[Violation]:
    where = _where(table, number, row)
    cells = [_number(row, name) for name in columns]
    empty = [str(position) for position, cell in enumerate(cells, 1) if cell is None]
    if empty:
        return [
            Violation(table, number, f"{where}: không có số nguyên ở cột {', '.join(empty)}.", None, None)
        ]
    opening, *flows, closing = (cell or 0 for cell in cells)
    # What the law's columns cannot tell is part of the balance wherever the table says it.
    apart = (_number(row, "untold_in") or 0) - (_number(row, "untold_out") or 0)
    expected = opening - sum(flows[:3]) + sum(flows[3:]) + apart
    if closing == expected:
        return []
    said = f"{where}: cột 9 là {closing}, nhưng cột 1−2−3−4+5+6+7+8 là {expected}."
    return [Violation(table, number, said, closing, expected)]


def _across(number: int, poor: Row, near_poor: Row) -> list[Violation]:
    pairs = (("escaped_to_near_poor", 2, "from_poor", 5), ("from_near_poor", 5, "became_poor", 3))
    found = []
    for mine, column, theirs, their_column in pairs:
        left, right = _number(poor, mine), _number(near_poor, theirs)
        if left is not None and right is not None and left != right:
            said = (
                f"{_where('poor', number, poor)}: cột {column} là {left}, "
                f"nhưng cột {their_column} của «{_TITLES['near_poor']}» là {right}."
            )
            found.append(Violation("poor", number, said, left, right))
    return found


def _where(table: str, number: int, row: Row) -> str:
    unit = _UNITS.get(str(row.get(UNIT)), "")
    return f"«{_TITLES[table]}», dòng {number}" + (f" ({unit})" if unit else "")
