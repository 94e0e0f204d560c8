"""Births in columns of their parts, «Ngày | Tháng | Năm», or in those of men and women, «Nam | Nữ»."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

import polars as pl

from giamngheo.apps.exchange.lists.recognition import Column, Recognition
from giamngheo.apps.exchange.register.fields import register_fields
from giamngheo.foundation.sheets import Heading, Table
from giamngheo.foundation.sheets.values import day
from giamngheo.foundation.text import plain

PARTS: Final = ("birth_day", "birth_month", "birth_year")
_WORDS: Final = {"ngay": "birth_day", "thang": "birth_month", "nam": "birth_year"}
_OF_MEN_AND_WOMEN: Final = {"is_male": "birth_male", "is_female": "birth_female"}
_LEAST_YEAR, _LATEST_YEAR = 1900, 2100
_SOME: Final = 0.5
_ZEROS: Final = ("0", "00", "-", "–", ".", "/")


def parts_of_births(table: Table) -> dict[int, str]:
    """The columns that neighbour each other as day, month and year (or month and year) of a birth, by index.

    What stands above them is «sinh» or nothing: «Ngày cấp» and «Ngày quyết định» are no births.
    """
    headings = table.headings
    for size in (3, 2):
        for place in range(len(headings) - size + 1):
            found = [_part(heading) for heading in headings[place : place + size]]
            wanted = set(PARTS) if size == len(PARTS) else {"birth_month", "birth_year"}
            run = headings[place : place + size]
            if set(found) == wanted and _of_birth(run, needed=size < len(PARTS)):
                parts = {h.index: part for h, part in zip(run, found, strict=True) if part is not None}
                return parts if _are_parts(table, parts) else {}
    return {}


def _part(heading: Heading) -> str | None:
    """Which part of a day a heading names: «Năm» is a year, «Nam» are men unless days stand beside it."""
    own = plain(heading.path[-1] if heading.path else heading.text)
    return _WORDS.get(own.removesuffix(" sinh"))


def _of_birth(run: Sequence[Heading], *, needed: bool) -> bool:
    above = {plain(" ".join(heading.path[:-1])) for heading in run}
    own = any(plain(heading.text).endswith(" sinh") for heading in run)
    said = own or any("sinh" in words.split() for words in above)
    return said or (not needed and above == {""})


def _are_parts(table: Table, parts: Mapping[int, str]) -> bool:
    """Whether most years are years (or whole days, where somebody wrote those into the last column)."""
    year = next(index for index, part in parts.items() if part == "birth_year")
    return _share_of_births(table, year) >= _SOME


def _share_of_births(table: Table, index: int) -> float:
    cells = table.body.get_column(f"c{index}").drop_nulls()
    if cells.is_empty():
        return 0.0
    year = day(cells).year
    fits = year.is_between(_LEAST_YEAR, _LATEST_YEAR).fill_null(value=False)
    return float(fits.mean() or 0.0)  # type: ignore[arg-type]


def with_births_of_men_and_women(recognised: Recognition) -> Recognition:
    """«Nam | Nữ» in which years or days stand and no marks are births; «Năm» alone is no column of men."""
    taken = recognised.field_ids
    marked = [
        column
        for column in recognised.columns
        if column.field is not None and column.field.id in _OF_MEN_AND_WOMEN and not column.chosen
    ]
    births = [column for column in marked if _share_of_births(recognised.table, column.index) >= _SOME]
    filled = [column for column in marked if column.samples]
    fields, columns = register_fields(), list(recognised.columns)
    for column in marked:
        place = columns.index(column)
        if _is_year(column):
            columns[place] = replace(column, field=None)
        elif births and len(births) == len(filled):
            name = _OF_MEN_AND_WOMEN[column.field.id] if column.field is not None else ""
            if name not in taken:
                columns[place] = replace(column, field=fields[name])
    return replace(recognised, columns=tuple(columns))


def _is_year(column: Column) -> bool:
    own = unicodedata.normalize("NFC", column.heading).strip().lower()
    return own == "năm" or own.endswith(" năm")


def with_whole_births(rows: pl.DataFrame) -> pl.DataFrame:
    """`birth_date` from its parts, else as it is told as a whole: «5/8/1980», «8/1980», «1980»."""
    if "birth_year" not in rows.columns:
        return rows.drop(name for name in PARTS if name in rows.columns)
    for name in PARTS:
        if name not in rows.columns:
            rows = rows.with_columns(pl.lit(None, pl.String).alias(name))
    number, month, year = (pl.when(~pl.col(name).is_in(_ZEROS)).then(name) for name in PARTS)
    gap = pl.lit("?")
    told = (
        pl.when(number.is_null() & month.is_null())
        .then(year)
        .when(number.is_null())
        .then(pl.concat_str(month, year.fill_null(gap), separator="/"))
        .otherwise(pl.concat_str(number, month.fill_null(gap), year.fill_null(gap), separator="/"))
    )
    if "birth_date" in rows.columns:
        told = pl.coalesce(told, "birth_date")
    return rows.with_columns(told.alias("birth_date")).drop(PARTS)
