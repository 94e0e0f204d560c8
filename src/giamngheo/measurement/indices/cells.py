"""The one pass over the rows: integer sums by group and state, on any engine.

Every row is in one of three states: not poor, poor, left out. Summing each indicator by state gives the raw
and the censored headcounts at once, and the score of the poor follows from them, so that the pass keeps one
sum an indicator and one row a group and state.
"""

from dataclasses import dataclass
from math import floor, log10
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl

from giamngheo.measurement.indices.answers import answer
from giamngheo.measurement.indices.structure import Structure, StructureError

Rows = nw.LazyFrame[Any]

NOT_POOR, POOR, LEFT_OUT = 0, 1, 2

ROOM = 2**62
"""The largest sum allowed, half of what Int64 holds."""

EXACT_FLOAT = 2**53
"""Whole numbers up to here are exact in Float64."""


@dataclass(frozen=True)
class WeightScale:
    """A weight is kept as the whole number nearest to weight × `factor`; `factor` is 1 for whole weights."""

    column: str
    factor: int


def indicator_names(structure: Structure) -> list[str]:
    """The names of the indicators inside the pass, which cannot clash with columns of the person."""
    return [f"x{number}" for number in range(len(structure.indicators))]


def weight_scale(frame: Rows, column: str, structure: Structure) -> WeightScale:
    """The finest power of ten at which no sum of scaled weights times points can leave Int64."""
    dtype = frame.collect_schema()[column]
    if not dtype.is_numeric():
        raise StructureError(
            f"Cột trọng số «{column}» không phải là số. Hãy chọn cột khác hoặc sửa các ô không phải số."
        )
    # The largest weight times the rows, and not the sum, which would depend on the order of adding.
    extremes = _collect(frame.filter(_usable(column)).select(top=nw.col(column).max(), rows=nw.len()))
    top, rows = float(extremes["top"][0] or 0), int(extremes["rows"][0])
    room = ROOM // max(1, rows * structure.denominator)
    if dtype.is_integer():
        if top > room:
            raise StructureError(f"Trọng số trong cột «{column}» quá lớn. Hãy chia nhỏ cho cùng một số.")
        return WeightScale(column, 1)
    if top == 0:
        return WeightScale(column, 1)
    digits = min(floor(log10(room / top)), floor(log10(EXACT_FLOAT / top)), 18)
    if digits < 0:
        raise StructureError(f"Trọng số trong cột «{column}» quá lớn. Hãy chia nhỏ cho cùng một số.")
    return WeightScale(column, 10**digits)


def by_state(
    frame: Rows, structure: Structure, keys: dict[str, str], weight: WeightScale | None = None
) -> pl.DataFrame:
    """Sums by `keys` (name inside: name outside) and `state`: rows `n`, weight `w`, weighted `x0` …"""
    names = indicator_names(structure)
    rows = _with_state(frame, structure, keys, weight)
    weighted = [nw.col(name) if weight is None else nw.col(name) * nw.col("w") for name in names]
    sums = [_total(value).alias(name) for name, value in zip(names, weighted, strict=True)]
    if weight is not None:
        sums.append(_total(nw.col("w")).alias("w"))
    found = _collect(rows.group_by(*keys, "state").agg(nw.len().cast(nw.Int64).alias("n"), *sums))
    return _tidied(found if weight is not None else found.with_columns(w=pl.col("n")), list(keys), names)


def by_pattern(
    frame: Rows, structure: Structure, keys: dict[str, str], weight: WeightScale | None = None
) -> pl.DataFrame:
    """Like rows counted together: `n` rows with the same keys, state, weight `w` and weighted answers `x0` …

    Used where every row is its own sampling unit: alike rows have alike residuals, so that counting them is
    enough and the number of rows of the result does not grow with a large sample.
    """
    names = indicator_names(structure)
    rows = _with_state(frame, structure, keys, weight)
    if weight is None:
        rows = rows.with_columns(w=nw.lit(1, nw.Int64))
    kept = nw.col("state") != LEFT_OUT
    rows = rows.select(
        *keys,
        "state",
        *[
            nw.when(kept).then(nw.col(name)).otherwise(nw.lit(0)).cast(nw.Int64).alias(name)
            for name in ["w", *names]
        ],
    )
    found = _collect(rows.group_by(*keys, "state", "w", *names).agg(nw.len().cast(nw.Int64).alias("n")))
    return _tidied(found.with_columns(pl.col(names) * pl.col("w")), list(keys), names)


def _with_state(frame: Rows, structure: Structure, keys: dict[str, str], weight: WeightScale | None) -> Rows:
    """Keys, answers, whole weights and the state of each row, under names of our own."""
    schema = frame.collect_schema()
    names = indicator_names(structure)
    answers = {
        name: answer(column, schema[column], as_stored=weight is None)
        for name, column in zip(names, structure.indicators, strict=True)
    }
    columns = {name: nw.col(column) for name, column in keys.items()}
    if weight is not None:
        columns["w"] = _whole_weight(weight, schema[weight.column].is_integer())
    rows = frame.select(**columns, **answers)
    known = [nw.col(name).is_between(0, 1) for name in names]
    if weight is not None:
        known.append(~nw.col("w").is_null())
    complete = nw.all_horizontal(*known, ignore_nulls=False)
    score = _score(names, structure)
    state = (
        nw.when(complete & (score >= structure.line))
        .then(nw.lit(POOR, nw.Int8))
        .otherwise(nw.when(complete).then(nw.lit(NOT_POOR, nw.Int8)).otherwise(nw.lit(LEFT_OUT, nw.Int8)))
    )
    return rows.with_columns(state=state)


def _score(names: list[str], structure: Structure) -> nw.Expr:
    """The score in whole points, in 16 bits where they suffice, which is faster."""
    # An answer of 8 bits that is not 0 or 1 is 255 at most; the points add up to the denominator.
    dtype = nw.Int16 if 255 * structure.denominator < 2**15 else nw.Int64
    terms = [nw.col(name).cast(dtype) * points for name, points in zip(names, structure.points, strict=True)]
    total = terms[0]
    for term in terms[1:]:
        total = total + term
    return total


def _usable(column: str) -> nw.Expr:
    """True for a weight that is a number from 0 up; not-a-number and infinity fail the upper bound."""
    return nw.col(column).is_between(0, 1e300)


def _whole_weight(weight: WeightScale, whole: bool) -> nw.Expr:
    value = nw.col(weight.column)
    if whole:
        return nw.when(value >= 0).then(value.cast(nw.Int64))
    # Half is rounded up by hand: engines disagree on what `round` does with a half.
    usable = nw.when(_usable(weight.column)).then(value.cast(nw.Float64))
    return (usable * float(weight.factor) + 0.5).floor().cast(nw.Int64)


def _total(value: nw.Expr) -> nw.Expr:
    """An exact sum: widened before adding, narrowed after (DuckDB adds Int64 in 128 bits)."""
    return value.cast(nw.Int64).sum().cast(nw.Int64)


def _collect(frame: Rows) -> pl.DataFrame:
    if frame.implementation.is_polars():
        return frame.collect(backend="polars", engine="streaming").to_native()  # type: ignore[no-any-return]
    return frame.collect(backend="polars").to_native()  # type: ignore[no-any-return]


def _tidied(found: pl.DataFrame, keys: list[str], names: list[str]) -> pl.DataFrame:
    """The same order of rows and columns on every engine; nulls of empty sums as 0, of keys last."""
    columns = [*keys, "state", "n", "w", *names]
    found = found.select(columns).with_columns(
        pl.col("state").cast(pl.Int8), pl.col("n", "w", *names).fill_null(0)
    )
    return found.with_columns(pl.col("n", "w", *names).cast(pl.Int64)).sort(*columns, nulls_last=True)
