"""What changed between two rounds, and how much of it is fewer poor or less poverty among the poor."""

import numpy as np
import polars as pl

from giamngheo.measurement.indices.measures import COLUMNS
from giamngheo.measurement.indices.run import Indices, t_quantile

KEYS = ["by", "group", "measure", "indicator"]

BY_HEADCOUNT, BY_INTENSITY = "M0_by_H", "M0_by_A"
"""The parts of the change of M0 that come from H and from A."""


def change(first: Indices, second: Indices) -> pl.DataFrame:
    """Second less first, in the long form; standard errors for independent samples, a full count having none.

    A group seen in one round only has an empty change. Adds the measures `M0_by_H` and `M0_by_A`.
    """
    both = _side_by_side(first, second)
    known = [round_.degrees_of_freedom for round_ in (first, second) if round_.degrees_of_freedom is not None]
    margin = t_quantile(sum(known)) if known else np.nan
    errors = [
        pl.lit(0.0) if round_.degrees_of_freedom is None else pl.col(name)
        for round_, name in ((first, "se"), (second, "se_second"))
    ]
    se = (errors[0] ** 2 + errors[1] ** 2).sqrt() if known else pl.lit(None, pl.Float64)
    value = pl.col("value_second") - pl.col("value")
    differences = both.with_columns(value=value, se=pl.when(value.is_not_null()).then(se)).with_columns(
        ci_low=(pl.col("value") - pl.col("se") * margin).clip(-1, 1).fill_nan(None),
        ci_high=(pl.col("value") + pl.col("se") * margin).clip(-1, 1).fill_nan(None),
    )
    return pl.concat([differences.select(COLUMNS), _parts(both)])


def _side_by_side(first: Indices, second: Indices) -> pl.DataFrame:
    """Both tables on one line a measure, in the order of the first and then what only the second has."""
    joined = first.table.join(second.table, on=KEYS, how="full", coalesce=True, suffix="_second")
    places = (
        pl.concat([first.table, second.table])
        .select(KEYS)
        .unique(maintain_order=True)
        .with_row_index("place")
    )
    return joined.join(places, on=KEYS).sort("place").drop("place")


def _parts(both: pl.DataFrame) -> pl.DataFrame:
    """The change of M0 = H × A shared between H and A by Shapley's rule: each times the mean of the other.

    Where one round has no poor its A does not exist, and the whole change comes from H.
    """
    value = {
        (measure, suffix): pl.col(f"value{suffix}").filter(pl.col("measure") == measure).first()
        for measure in ("H", "A")
        for suffix in ("", "_second")
    }
    wide = both.group_by("by", "group", maintain_order=True).agg(
        h=value["H", ""], h2=value["H", "_second"], a=value["A", ""], a2=value["A", "_second"]
    )
    intensity = pl.coalesce("a", "a2", pl.lit(0.0)), pl.coalesce("a2", "a", pl.lit(0.0))
    parts = {
        BY_HEADCOUNT: (pl.col("h2") - pl.col("h")) * (intensity[0] + intensity[1]) / 2,
        BY_INTENSITY: (intensity[1] - intensity[0]) * (pl.col("h") + pl.col("h2")) / 2,
    }
    empty = pl.lit(None, pl.Float64)
    return pl.concat(
        wide.select(
            "by",
            "group",
            measure=pl.lit(name),
            indicator=pl.lit(""),
            value=part,
            se=empty,
            ci_low=empty,
            ci_high=empty,
        )
        for name, part in parts.items()
    )
