"""A column of personal numbers whose heading does not say so, however few of its cells are filled."""

import re
from dataclasses import replace
from typing import Final

import polars as pl

from giamngheo.apps.exchange.lists.recognition import Column, Recognition
from giamngheo.apps.exchange.register.fields import register_fields
from giamngheo.apps.households.personal_numbers import LENGTH, OLD_LENGTH, place_is_odd, tidied
from giamngheo.foundation.text import plain

_MOST: Final = 0.8
_OTHER_NUMBERS: Final = re.compile(
    r"\b(?:tai khoan|stk|dien thoai|sdt|dt|bhyt|bhxh|bao hiem|thue|the ngheo|vo|chong|so ho|ma ho|lien he)\b"
)


def with_personal_numbers(recognised: Recognition) -> Recognition:
    """Where no heading names personal numbers, the only column of such numbers is theirs.

    Most cells that are filled have twelve digits that can be somebody's number, or eleven and a zero lost, or
    nine of an old card beside those.
    """
    if "personal_number" in recognised.field_ids:
        return recognised
    found = [column for column in recognised.columns if _may_be(recognised, column)]
    if len(found) != 1:
        return recognised
    field = register_fields()["personal_number"]
    columns = [replace(one, field=field) if one is found[0] else one for one in recognised.columns]
    return replace(recognised, columns=tuple(columns))


def _may_be(recognised: Recognition, column: Column) -> bool:
    if column.field is not None or column.chosen or _OTHER_NUMBERS.search(plain(column.heading)):
        return False
    cells = recognised.table.body.get_column(f"c{column.index}").drop_nulls()
    if cells.is_empty() or cells.dtype.is_temporal() or cells.dtype == pl.Boolean:
        return False
    if cells.dtype.is_float():
        cells = cells.cast(pl.Int64, strict=False)
    told = cells.cast(pl.String).alias("n").to_frame().select(tidied(pl.col("n")).alias("n"))
    lost_zero = pl.col("n").str.len_chars() == LENGTH - 1
    whole = pl.when(lost_zero).then(pl.lit("0") + pl.col("n")).otherwise("n")
    of_century = whole.str.contains(rf"^\d{{3}}[0-3]\d{{{LENGTH - 4}}}$")
    told = told.select(
        own=(of_century & ~place_is_odd(whole)).fill_null(value=False),
        old=pl.col("n").str.contains(rf"^\d{{{OLD_LENGTH}}}$"),
    )
    fit = (told.get_column("own") | told.get_column("old")).mean()
    return bool(told.get_column("own").any()) and isinstance(fit, float) and fit >= _MOST
