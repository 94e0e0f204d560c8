"""From integer sums to H, A, M0 and their parts: every measure is one ratio, divided once at the end.

Each measure is a numerator and a denominator, both whole-number combinations of the same totals of a group:
people, poor people, raw headcounts, censored headcounts. Holding them as two integer matrices keeps the sums
exact and lets `sampling` linearise all measures by one rule.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from giamngheo.measurement.indices.cells import LEFT_OUT, POOR, indicator_names
from giamngheo.measurement.indices.structure import Structure

Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

COLUMNS = ("by", "group", "measure", "indicator", "value", "se", "ci_low", "ci_high")
"""The long form; an empty `by` stands for all rows."""

NO_GROUP = "(trống)"
"""The group of rows whose group is not given."""

SHARE = "population_share"


@dataclass(frozen=True)
class Ratios:
    """Names of the measures (without the population share) and their matrices, measures × totals."""

    measures: tuple[tuple[str, str], ...]
    numerators: Integers
    denominators: Integers


def ratios(structure: Structure) -> Ratios:
    """All measures of a structure but the population share, over totals as `totals` orders them."""
    size = len(structure.indicators)
    points = np.array(structure.points, dtype=np.int64)
    unit = np.eye(2 + 2 * size, dtype=np.int64)
    people, poor, raw, censored = unit[0], unit[1], unit[2 : 2 + size], unit[2 + size :]
    score = points @ censored
    rows: list[tuple[str, str, Integers, Integers]] = [
        ("H", "", poor, people),
        ("A", "", score, poor * structure.denominator),
        ("M0", "", score, people * structure.denominator),
    ]
    rows += [("raw_headcount", name, raw[i], people) for i, name in enumerate(structure.indicators)]
    rows += [("censored_headcount", name, censored[i], people) for i, name in enumerate(structure.indicators)]
    rows += [
        ("contribution", name, points[i] * censored[i], score) for i, name in enumerate(structure.indicators)
    ]
    for name, members in zip(structure.dimension_names, structure.dimensions, strict=True):
        places = [structure.indicators.index(member) for member in members]
        rows.append(("dimension_contribution", name, points[places] @ censored[places], score))
    return Ratios(
        tuple((measure, indicator) for measure, indicator, _, _ in rows),
        np.stack([numerator for _, _, numerator, _ in rows]),
        np.stack([denominator for _, _, _, denominator in rows]),
    )


def totals(cells: pl.DataFrame, structure: Structure) -> Integers:
    """Each cell's people, poor, raw and censored headcounts (cells × 2 + 2 × indicators), weighted."""
    state = cells["state"].to_numpy()
    answers = cells.select(indicator_names(structure)).to_numpy()
    weight = cells["w"].to_numpy()
    scored, poor = state != LEFT_OUT, state == POOR
    columns = [weight * scored, weight * poor, *(answers * scored[:, None]).T, *(answers * poor[:, None]).T]
    return np.stack(columns, axis=1).astype(np.int64)


def groups_of(cells: pl.DataFrame) -> tuple[Integers, list[str]]:
    """The number of each cell's group and the names of the groups, in the order of their own values."""
    if "group" not in cells.columns:
        return np.zeros(len(cells), dtype=np.int64), [""]
    own = cells.select("group").unique(maintain_order=True)
    labels = [_label(value) for value in own["group"]]
    names = sorted(dict.fromkeys(labels), key=lambda name: name == NO_GROUP)
    place = {name: number for number, name in enumerate(names)}
    numbers = own.with_columns(number=pl.Series([place[label] for label in labels], dtype=pl.Int64))
    rows = cells.select("group").join(
        numbers, on="group", how="left", nulls_equal=True, maintain_order="left"
    )
    return rows["number"].to_numpy(), names


def added_by(numbers: npt.NDArray[np.int64], size: int, values: Integers) -> Integers:
    """Rows of `values` added up by group number: exact integer sums, groups × columns."""
    found = np.zeros((size, values.shape[1]), dtype=np.int64)
    np.add.at(found, numbers, values)
    return found


def shares_of(table: Ratios, sums: Integers, everybody: int) -> Floats:
    """The values of all measures and last the population share, groups × measures; not-a-number where 0/0."""
    above = np.column_stack([sums @ table.numerators.T, sums[:, 0]])
    below = np.column_stack([sums @ table.denominators.T, np.full(len(sums), everybody)])
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(below > 0, above / below, np.nan)


def long_form(
    table: Ratios,
    by: str,
    groups: list[str],
    values: Floats,
    *,
    errors: Floats | None = None,
    margin: float = np.nan,
) -> pl.DataFrame:
    """One row a group and measure; errors and intervals (half width `margin` errors) only for a sample."""
    names = [*table.measures, (SHARE, "")]
    frame = pl.DataFrame(
        {
            "by": np.repeat([by], values.size),
            "group": np.repeat(np.array(groups, dtype=object), len(names)),
            "measure": np.tile(np.array([measure for measure, _ in names], dtype=object), len(groups)),
            "indicator": np.tile(np.array([indicator for _, indicator in names], dtype=object), len(groups)),
            "value": values.ravel(),
            "se": np.full(values.size, np.nan) if errors is None else errors.ravel(),
        },
        schema_overrides={"by": pl.String, "group": pl.String, "measure": pl.String, "indicator": pl.String},
    ).with_columns(pl.col("value", "se").fill_nan(None))
    half = pl.col("se") * margin
    return frame.with_columns(
        ci_low=(pl.col("value") - half).clip(0, 1).fill_nan(None),
        ci_high=(pl.col("value") + half).clip(0, 1).fill_nan(None),
    ).select(COLUMNS)


def _label(value: object) -> str:
    if value is None or (isinstance(value, str) and not value.strip()):
        return NO_GROUP
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
