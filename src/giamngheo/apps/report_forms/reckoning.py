"""The figures of a filled form from what was typed and drawn, and what of them does not agree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final, TypeAlias

from giamngheo.apps.report_forms.cells import cell_of, letters
from giamngheo.apps.report_forms.designs import AnySource, Formula, Planned, Typed
from giamngheo.apps.report_forms.formulas import cells_in, value_of
from giamngheo.foundation.text import percent, whole
from giamngheo.law.reports.arithmetic import Number

DECIMALS: Final = 2
Value: TypeAlias = Number | str
"""A number, a text, or None: not known."""


@dataclass(frozen=True)
class Fault:
    """What does not hold in a cell: row, what, why and what to do; where `hinders` it is not finished so."""

    cell: str
    said: str
    hinders: bool = True


def figures_of(planned: Planned, given: Mapping[str, Value]) -> dict[str, Value]:
    """Of every cell with a source its figure; `given` are those typed and drawn."""
    found: dict[str, Value] = {}
    waiting = [*reversed(planned.sources)]
    while waiting:
        name = waiting[-1]
        source = planned.sources.get(name)
        if name in found or source is None:
            waiting.pop()
            continue
        if not isinstance(source, Formula):
            found[name] = given.get(name)
            waiting.pop()
            continue
        asked = cells_in(source.formula)
        lacking = [one for one in asked if one not in found and one in planned.sources]
        if lacking:
            waiting += lacking
            continue
        found[name] = value_of(source.formula, {one: number_in(found.get(one)) for one in asked})
        waiting.pop()
    return found


def faults_of(planned: Planned, figures: Mapping[str, Value]) -> list[Fault]:
    """What does not agree, in the order of the sheet; what is not known is told and hinders nothing."""
    found = [
        fault
        for name, source in planned.sources.items()
        if (fault := _fault(name, source, figures.get(name))) is not None
    ]
    for name, formula, is_most in planned.requirements:
        have = number_in(figures.get(name))
        asked = value_of(formula, {one: number_in(figures.get(one)) for one in cells_in(formula)})
        if have is None or asked is None:
            continue
        if have > asked if is_most else have != asked:
            must = "không được lớn hơn" if is_most else "phải bằng"
            found.append(
                Fault(
                    name,
                    f"{place(name)}: là {said(have)} nhưng {must} {formula} = {said(asked)}. "
                    "Cách xử lý: xem lại các ô ấy; số rút từ bản chốt sai thì chốt lại.",
                )
            )
    return sorted(found, key=lambda one: (cell_of(one.cell), one.said))


def _fault(name: str, source: AnySource, value: Value) -> Fault | None:
    if value is None:
        why = {
            "Typed": "chưa nhập",
            "Counted": "bản chốt không cho biết, hoặc chưa chọn bản chốt",
            "Indicated": "chỉ số chưa có số trong kỳ",
            "Formula": "một ô trong công thức chưa biết, hoặc chia cho 0",
        }[type(source).__name__]
        return Fault(name, f"{place(name)}: để trống, {why}.", hinders=False)
    is_percent = isinstance(source, Typed | Formula) and source.kind == "percent"
    if is_percent and isinstance(value, int | Fraction) and value > 100:
        return Fault(
            name, f"{place(name)}: {said(value)} % lớn hơn 100 %. Cách xử lý: xem lại tử số, mẫu số."
        )
    return None


def place(name: str) -> str:
    """A cell in words: «dòng 7, cột C (ô C7)»."""
    cell = cell_of(name)
    return f"Dòng {cell.row}, cột {letters(cell.column)} (ô {name})"


def number_in(value: Value) -> Number:
    """The number of a cell; None of a text too: nothing is reckoned with it."""
    return None if isinstance(value, str) else value


def said(value: Value, decimals: int = DECIMALS) -> str:
    """A figure as it is read: whole numbers with points, others with decimals; empty where not known."""
    if value is None or isinstance(value, str):
        return value or ""
    if value == int(value):
        return whole(int(value))
    exact = Fraction(value)
    told = percent(Decimal(exact.numerator) / Decimal(exact.denominator), decimals)
    return told.removesuffix("%").strip()  # the sign stands behind a space that does not break


def summed(figures: Iterable[Mapping[str, Value]], names: Iterable[str]) -> dict[str, Number]:
    """Of each cell the sum over filled forms; None where one of them does not know it."""
    told = list(figures)
    found: dict[str, Number] = {}
    for name in names:
        parts = [number_in(one.get(name)) for one in told]
        known = [one for one in parts if one is not None]
        found[name] = sum(known, Fraction(0)) if parts and len(known) == len(parts) else None
    return found


def written(value: Value) -> str | None:
    """A figure as it is kept: a text behind «=», a number as a fraction."""
    if value is None:
        return None
    return f"={value}" if isinstance(value, str) else str(Fraction(value))


def read(kept: str | None) -> Value:
    """A figure as it was kept."""
    if kept is None:
        return None
    return kept[1:] if kept.startswith("=") else Fraction(kept)
