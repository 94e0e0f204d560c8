"""Rows that stand in a list more than once: one row, one head, one number; what else they say is kept."""

import polars as pl

from giamngheo.apps.exchange.register.classing import OF_CLASSES, of_one_class
from giamngheo.apps.exchange.register.faults import LEFT_OUT, NOTED, Faults
from giamngheo.apps.exchange.register.fields import register_fields
from giamngheo.apps.exchange.register.row_words import HOME, IS_HEAD, SHEET
from giamngheo.foundation.text import plain_expr


def without_doubles(frame: pl.DataFrame, faults: Faults) -> pl.DataFrame:
    """Each row once: of rows that say the same in all columns the first, of a head told twice the fuller."""
    name = plain_expr(pl.col("person"))
    of = pl.coalesce("_number", name.filter(pl.col(IS_HEAD)).first().over(HOME))
    told = [column for column in frame.columns if column in register_fields() and column not in OF_CLASSES]
    counted = [column for column in told if column not in ("ordinal", "member_count", "household", "village")]
    frame = frame.with_columns(of.alias("_of"))
    frame = of_one_class(frame, [*counted, "_of", "_place"], faults)
    same = frame.select(pl.struct(*counted, "_of", "_place").is_first_distinct()).to_series()
    faults.tell(
        frame.filter(~same),
        "person",
        "dòng này giống hệt một dòng ở trên; chỉ lấy một lần",
        "Xoá dòng thừa nếu bạn giữ tệp này.",
        NOTED,
    )
    frame = of_one_class(frame.filter(same), [HOME], faults)
    # What only one of the rows of a head says is kept.
    said = [column for column in counted if column not in ("person", "head", "relationship")]
    frame = frame.with_columns(name.alias("_called")).with_columns(
        pl.when(IS_HEAD)
        .then(pl.coalesce(column, pl.col(column).drop_nulls().first().over(HOME, "_called", IS_HEAD)))
        .otherwise(column)
        .alias(column)
        for column in said
    )
    again = pl.col(IS_HEAD) & ~pl.struct(HOME, name).is_first_distinct()
    twice = frame.select(again.fill_null(value=False)).to_series()
    faults.tell(
        frame.filter(twice),
        "person",
        "chủ hộ này đã có ở dòng khác của cùng hộ; lấy dòng kia",
        "Mỗi người ghi một dòng.",
        NOTED,
    )
    return frame.filter(~twice)


def refuse_two_heads(frame: pl.DataFrame, faults: Faults) -> pl.DataFrame:
    """A number of a place that two households of a sheet bear: nobody is guessed, the later one is left out.

    Sheets that each begin with one («Nghèo», «Cận nghèo») are lists of their own.
    """
    first = pl.col(HOME).min().over("_number", "_place", SHEET)
    other = frame.select(
        (pl.col("_number").is_not_null() & (pl.col(HOME) != first)).alias("other")
    ).to_series()
    faults.tell(
        frame.filter(other),
        "household",
        "số hộ này đã dùng cho một hộ khác ở cùng thôn",
        "Ghi mỗi hộ trong thôn một số riêng.",
        LEFT_OUT,
    )
    return frame.filter(~other)
