"""Joins members to households by the numbers that communes give, which repeat from village to village."""

import polars as pl

from giamngheo.apps.exchange.evidence import FAULT_COLUMNS, ROW, Evidence
from giamngheo.apps.exchange.points import CODE
from giamngheo.apps.exchange.recognition import Recognition
from giamngheo.foundation.text import plain_expr
from giamngheo.measurement.tables import HOUSEHOLD


def split(together: Evidence) -> tuple[Evidence, Evidence]:
    """A flat list, a row a member, as households (the first row of each code) and members.

    A code that is only written beside the head holds for the rows below it; what belongs to the household is
    taken from the first of its rows that says it. Where villages are named, a code is one household in each.
    """
    frame = together.frame.with_columns(pl.col(HOUSEHOLD).replace("", None).forward_fill())
    keys = [HOUSEHOLD, "village"] if "village" in frame.columns else [HOUSEHOLD]
    if "village" in frame.columns:
        frame = frame.with_columns(pl.col("village").forward_fill())
    first = frame.group_by(keys, maintain_order=True).agg(
        pl.col(ROW).min(), *(pl.col(c).drop_nulls().first() for c in frame.columns if c not in (*keys, ROW))
    )
    households = Evidence(first.select(frame.columns), together.faults)
    return households, Evidence(frame)


def with_keys(
    households: Evidence, members: Evidence | None, recognition: Recognition, of_members: Recognition | None
) -> tuple[pl.DataFrame, pl.DataFrame | None, pl.DataFrame]:
    """Frames of households and members with a `household` key of the list's own, and the faults of joining.

    A household is its row. A member finds it by code, and by village as well where both lists name villages;
    members of a code that two rows share, or that no row has, are told and left out: nobody is guessed.
    """
    frame = (
        households.frame.rename({HOUSEHOLD: CODE})
        if HOUSEHOLD in households.frame.columns
        else households.frame
    )
    frame = frame.with_columns(pl.col(ROW).alias(HOUSEHOLD))
    nothing = pl.DataFrame(schema=FAULT_COLUMNS)
    if members is None or CODE not in frame.columns:
        return frame, None, nothing
    keys = (
        [HOUSEHOLD, "village"]
        if "village" in frame.columns and "village" in members.frame.columns
        else [HOUSEHOLD]
    )
    own = frame.select(
        pl.col(HOUSEHOLD).alias("_key_row"),
        *(_key(CODE if key == HOUSEHOLD else key).alias(f"_{key}") for key in keys),
    )
    theirs = members.frame.with_columns(*(_key(key).alias(f"_{key}") for key in keys))
    names = [f"_{key}" for key in keys]
    single = own.filter(pl.struct(names).is_unique() & pl.col("_household").is_not_null())
    joined = theirs.join(single, on=names, how="left", maintain_order="left")
    lost = joined.filter(pl.col("_key_row").is_null())
    shared = own.filter(~pl.struct(names).is_unique()).select(names).unique()
    told = lost.join(shared.with_columns(pl.lit(value=True).alias("_shared")), on=names, how="left")
    kept = (
        joined.filter(pl.col("_key_row").is_not_null())
        .drop(HOUSEHOLD, *names)
        .rename({"_key_row": HOUSEHOLD})
    )
    return frame, kept, _told(told, recognition, of_members)


def _key(name: str) -> pl.Expr:
    return plain_expr(pl.col(name).cast(pl.String)).replace("", None)


def _told(lost: pl.DataFrame, households: Recognition, members: Recognition | None) -> pl.DataFrame:
    if lost.is_empty() or members is None:
        return pl.DataFrame(schema=FAULT_COLUMNS)
    column = members.column(HOUSEHOLD)
    assert column is not None
    there = households.table.sheet
    reason = (
        pl.when(pl.col("_shared"))
        .then(pl.lit(f"nhiều hộ ở «{there}» cùng mang mã này, không biết thành viên thuộc hộ nào"))
        .when(pl.col(HOUSEHOLD).is_null())
        .then(pl.lit("thành viên không có mã hộ"))
        .otherwise(pl.lit(f"không có hộ nào ở «{there}» mang mã này"))
    )
    return lost.select(
        sheet=pl.lit(members.table.sheet),
        row=ROW,
        column=pl.lit(column.letter),
        heading=pl.lit(column.heading),
        value=pl.col(HOUSEHOLD).cast(pl.String),
        reason=reason,
        remedy=pl.lit("Sửa mã hộ cho khớp, mỗi hộ một mã (hoặc thêm cột thôn vào cả hai bảng)."),
    )
