"""Tables of a plan: of targets by year, and of tasks with who leads them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from giamngheo.apps.programmes.plans.blocks import Block
from giamngheo.apps.programmes.plans.figures import number
from giamngheo.apps.programmes.plans.manuscript import fold
from giamngheo.apps.programmes.plans.structure import Baseline, Comparator, ReadTarget
from giamngheo.law.vocabulary.targets import TargetKind

_NAME: Final = re.compile(
    r"(?:ten |noi dung |cac )?(?:chi tieu|chi so|noi dung|muc tieu|nhiem vu|hoat dong|danh muc|don vi|"
    r"dia ban|thon|xa)"
)
_UNIT: Final = re.compile(r"(?:don vi(?: tinh)?|dvt|dv tinh)\b")
_YEAR: Final = re.compile(r"20\d\d")
_OLD: Final = re.compile(r"(?:thuc hien|hien trang|dau ky|hien co|uoc|ket qua|dau nam|ty le|so voi)\b")
LEAD: Final = re.compile(r"chu tri|phu trach|don vi thuc hien|thuc hien chinh")
WITH: Final = re.compile(r"phoi hop")
_VALUE: Final = re.compile(
    r"(?P<sign><=|>=|<|>|≤|≥|duoi|tren|it nhat|toi thieu|"
    r"giam)?\s*(?P<n>\d[\d.,]*)\s*(?P<p>%)?(?:\s*-\s*(?P<m>\d[\d.,]*)\s*(?P<q>%)?)?(?:\s*/\s*nam)?"
)
_SIGNS: Final = {
    "<": Comparator.BELOW, "duoi": Comparator.BELOW, "<=": Comparator.AT_MOST, "≤": Comparator.AT_MOST,
    ">": Comparator.ABOVE, "tren": Comparator.ABOVE, ">=": Comparator.AT_LEAST, "≥": Comparator.AT_LEAST,
    "it nhat": Comparator.AT_LEAST, "toi thieu": Comparator.AT_LEAST,
}  # fmt: skip


@dataclass(frozen=True)
class Grid:
    """Rows that follow each other; the first is the heading."""

    rows: tuple[Block, ...]

    @property
    def heading(self) -> tuple[str, ...]:
        """The headings in lower case without accents."""
        return tuple(fold(cell) for cell in self.rows[0].cells)

    def column(self, pattern: re.Pattern[str]) -> int | None:
        """The first column whose heading says this."""
        return next((at for at, said in enumerate(self.heading) if pattern.search(said)), None)

    def cell(self, row: Block, pattern: re.Pattern[str], but: int = -1) -> str:
        """What a row says in the first column, but one, whose heading says this; empty where none does."""
        at = next((at for at, said in enumerate(self.heading) if at != but and pattern.search(said)), None)
        return row.cells[at].strip() if at is not None and at < len(row.cells) else ""

    @property
    def tells_tasks(self) -> bool:
        """Whether it is a table of tasks with who leads them."""
        return self.column(LEAD) is not None


def grids(blocks: Sequence[Block]) -> Iterator[Grid]:
    """Tables among the blocks."""
    held: list[Block] = []
    for block in blocks:
        if block.cells and not re.fullmatch(r"[\s|:\-]*", block.text):
            held.append(block)
        elif not block.cells and held:
            if len(held) > 1:
                yield Grid(tuple(held))
            held = []
    if len(held) > 1:
        yield Grid(tuple(held))


def targets_of(grid: Grid, year: int | None, first: int | None = None) -> Iterator[ReadTarget]:
    """A target for each row and each year to come; the column of the year before is the baseline.

    `first`: the first year of the plan; years before it are those of what was reached.
    """
    if grid.tells_tasks:
        return
    name_at, unit_at = grid.column(_NAME), grid.column(_UNIT)
    years = {at: int(found[0]) for at, said in enumerate(grid.heading) if (found := _YEAR.search(said))}
    old = [at for at, said in enumerate(grid.heading) if _OLD.match(said) and at != name_at]
    before_plan = [at for at, said in years.items() if first is not None and said < first and at not in old]
    if len(before_plan) < len([at for at in years if at not in old]):
        old = sorted({*old, *before_plan})
    plan = [at for at in years if at not in old]
    plan += (
        []
        if plan
        else [
            at
            for at, said in enumerate(grid.heading)
            if re.search(r"ke hoach|chi tieu giao|muc tieu", said) and at != name_at
        ]
    )
    if name_at is None or not plan:
        return
    for row in grid.rows[1:]:
        cells = row.cells
        if len(cells) <= max(plan) or not cells[name_at].strip():
            continue
        unit = cells[unit_at].strip() if unit_at is not None and unit_at < len(cells) else ""
        before = next(
            (value for at in reversed(old) if at < len(cells) and (value := _read(cells[at], unit))), None
        )
        for at in plan:
            value = _read(cells[at], unit)
            if value is None:
                continue
            baseline = Baseline(value=before.low, year=years.get(old[-1])) if before and old else None
            yield _target(row, cells[name_at], unit, value, (years.get(at, year), baseline))


@dataclass(frozen=True)
class _Value:
    """What a cell says."""

    low: float
    high: float | None
    sign: Comparator | None
    is_percent: bool


def _read(cell: str, unit: str) -> _Value | None:
    found = _VALUE.fullmatch(fold(cell).strip())
    if found is None:
        return None
    is_percent = bool(found["p"] or found["q"] or "%" in unit)
    try:
        low = number(found["n"].strip(".,"), is_percent=is_percent)
        high = number(found["m"].strip(".,"), is_percent=is_percent) if found["m"] else None
    except ValueError:
        return None
    return _Value(low, high, _SIGNS.get(found["sign"] or ""), is_percent)


def _target(
    row: Block, name: str, unit: str, value: _Value, time: tuple[int | None, Baseline | None]
) -> ReadTarget:
    folded = fold(name)
    is_change = bool(re.search(r"\b(?:giam|tang)\b(?! ngheo)", folded)) and "giảm nghèo" not in name.lower()
    is_range = value.high is not None
    comparator = Comparator.BETWEEN if is_range else value.sign or Comparator.EQUAL
    return ReadTarget(
        text=name.strip(),
        kind=_kind(comparator, is_change=is_change, is_percent=value.is_percent),
        comparator=comparator,
        value=None if is_range else value.low,
        low=value.low if is_range else None,
        high=value.high,
        unit="%" if value.is_percent else unit.lower() or None,
        baseline=time[1],
        reaches=None,
        each_year=False,
        direction=("up" if re.search(r"\btang\b", folded) else "down") if is_change else None,
        year=time[0],
        indicator=name.strip(),
        group=None,
        span=row.span,
    )


def _kind(comparator: Comparator, *, is_change: bool, is_percent: bool) -> TargetKind:
    if is_change:
        return TargetKind.CHANGE_POINTS if is_percent else TargetKind.CHANGE_COUNT
    return {
        Comparator.BETWEEN: TargetKind.RANGE,
        Comparator.BELOW: TargetKind.BELOW,
        Comparator.AT_MOST: TargetKind.BELOW,
        Comparator.ABOVE: TargetKind.AT_LEAST,
        Comparator.AT_LEAST: TargetKind.AT_LEAST,
    }.get(comparator, TargetKind.LEVEL)
