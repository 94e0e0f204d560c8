"""The whole measurement: a frame of 0/1 answers in, the long table of measures out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import narwhals.stable.v2 as nw
import numpy as np
import polars as pl

from giamngheo.measurement.indices.cells import (
    LEFT_OUT,
    Rows,
    WeightScale,
    by_pattern,
    by_state,
    weight_scale,
)
from giamngheo.measurement.indices.measures import (
    Integers,
    Ratios,
    added_by,
    groups_of,
    long_form,
    ratios,
    shares_of,
    totals,
)
from giamngheo.measurement.indices.sampling import Sample, sample_of_clusters, sample_of_rows, standard_errors
from giamngheo.measurement.indices.structure import Structure

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Design:
    """How the rows stand for the population: columns of weight, stratum and cluster.

    With any of them the rows are a sample and get standard errors, unless `full_count` says that the weight
    only counts people in a list of everybody. A cluster's name counts within its stratum.
    """

    weight: str | None = None
    strata: str | None = None
    cluster: str | None = None
    full_count: bool = False

    @property
    def is_sample(self) -> bool:
        """True where standard errors are asked for."""
        return not self.full_count and (self.weight, self.strata, self.cluster) != (None, None, None)


@dataclass(frozen=True)
class Indices:
    """The long table (`by, group, measure, indicator, value, se, ci_low, ci_high`) and what it rests on.

    `rows` were read, `left_out` of them could not be scored; the last two are empty for a full count.
    """

    table: pl.DataFrame
    rows: int
    left_out: int
    degrees_of_freedom: int | None = None
    lonely_strata: int | None = None


def measure(
    frame: Any, structure: Structure, *, by: Sequence[str] = (), design: Design | None = None
) -> Indices:
    """Alkire-Foster measures of all rows and of each `by` column's groups.

    `frame` is anything narwhals takes (Polars, DuckDB, PySpark, lazy or not) with the indicators as 0/1,
    true/false or ticks; a row whose answers or weight are incomplete is left out and counted.
    """
    design = design or Design()
    rows = nw.from_native(frame).lazy()
    scale = None if design.weight is None else weight_scale(rows, design.weight, structure)
    table = ratios(structure)
    if design.is_sample:
        return _measured_sample(rows, structure, table, by, design=design, scale=scale)
    return _measured_full_count(rows, structure, table, by, scale)


def t_quantile(degrees_of_freedom: int) -> float:
    """Half the width of the confidence interval in standard errors; not-a-number without freedom."""
    # scipy takes a third of a second to load and most measurements are full counts.
    from scipy.special import stdtrit  # noqa: PLC0415

    return float(stdtrit(degrees_of_freedom, (1 + CONFIDENCE) / 2)) if degrees_of_freedom > 0 else np.nan


def _measured_full_count(
    rows: Rows, structure: Structure, table: Ratios, by: Sequence[str], scale: WeightScale | None
) -> Indices:
    """One pass a `by` column (one altogether without any); all rows are the sum of the first one's groups."""
    passes = [by_state(rows, structure, {"group": column}, scale) for column in by]
    whole = passes[0] if passes else by_state(rows, structure, {}, scale)
    blocks = [_block(table, structure, "", whole.drop("group", strict=False))]
    blocks += [_block(table, structure, column, cells) for column, cells in zip(by, passes, strict=True)]
    return Indices(pl.concat(blocks), *_counted(whole))


def _block(table: Ratios, structure: Structure, by: str, cells: pl.DataFrame) -> pl.DataFrame:
    numbers, names = groups_of(cells)
    sums = added_by(numbers, len(names), totals(cells, structure))
    return long_form(table, by, names, shares_of(table, sums, int(sums[:, 0].sum())))


def _measured_sample(
    rows: Rows,
    structure: Structure,
    table: Ratios,
    by: Sequence[str],
    *,
    design: Design,
    scale: WeightScale | None,
) -> Indices:
    keys = {
        name: column for name, column in (("stratum", design.strata), ("cluster", design.cluster)) if column
    }
    collected = by_pattern if design.cluster is None else by_state
    blocks: list[pl.DataFrame] = []
    margin, freedom, lonely, counts = np.nan, 0, 0, (0, 0)
    for column in ("", *by):
        cells = collected(rows, structure, {**({"group": column} if column else {}), **keys}, scale)
        numbers, names = groups_of(cells)
        sample = (sample_of_rows if design.cluster is None else sample_of_clusters)(cells, structure, numbers)
        if not column:
            freedom, lonely, counts = sample.degrees_of_freedom, sample.lonely, _counted(cells)
            margin = t_quantile(freedom)
        blocks.append(_sample_block(table, column, names, sample, margin))
    found = pl.concat(blocks)
    if freedom <= 0:
        found = found.with_columns(se=pl.lit(None, pl.Float64))
    return Indices(found, *counts, freedom, lonely)


def _sample_block(table: Ratios, by: str, names: list[str], sample: Sample, margin: float) -> pl.DataFrame:
    sums: Integers = added_by(sample.group, len(names), sample.totals * sample.alike[:, None])
    values = shares_of(table, sums, int(sums[:, 0].sum()))
    errors = standard_errors(sample, table, sums, values)
    return long_form(table, by, names, values, errors=errors, margin=margin)


def _counted(cells: pl.DataFrame) -> tuple[int, int]:
    """Rows read and rows left out."""
    return int(cells["n"].sum()), int(cells.filter(pl.col("state") == LEFT_OUT)["n"].sum())
