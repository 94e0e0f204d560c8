"""The personal number: twelve digits that tell the place of registration, century and sex, year of birth.

NĐ 137/2015/NĐ-CP, Điều 13; TT 07/2016/TT-BCA, Điều 7. The place only warns: people move, codes stay.
"""

from datetime import date
from typing import Final

import polars as pl

LENGTH: Final = 12
OLD_LENGTH: Final = 9
_FIRST_CENTURY: Final = 1900
_LAST_PLACE: Final = 96
_DIGITS: Final = rf"^\d{{{LENGTH}}}$"


def tidied(number: pl.Expr) -> pl.Expr:
    """Digits alone: what people write between and around them is dropped."""
    return number.cast(pl.String).str.replace_all(r"[\s.\-'’]", "")


def number_faults(number: pl.Expr, sex: pl.Expr, birth: pl.Expr) -> pl.Expr:
    """Why a number cannot be the person's, in Vietnamese, NULL where nothing speaks against it.

    `number` is text, `sex` male or female, `birth` the first day it can be (date); NULL or empty is unknown.
    """
    given = number.is_not_null() & (number != "")
    fits = number.str.contains(_DIGITS)
    digits = pl.when(fits).then(number)
    mark = digits.str.slice(3, 1).cast(pl.Int32)
    year = _FIRST_CENTURY + (mark // 2) * 100 + digits.str.slice(4, 2).cast(pl.Int32)
    male = mark % 2 == 0
    length = number.str.len_chars()
    return (
        pl.when(~given)
        .then(None)
        .when(number.str.contains(r"\D"))
        .then(pl.lit("có ký tự không phải chữ số"))
        .when(length == LENGTH - 1)
        .then(pl.lit("có 11 chữ số: Excel thường làm mất số 0 ở đầu"))
        .when(length == OLD_LENGTH)
        .then(pl.lit("có 9 chữ số: là số chứng minh nhân dân cũ, không phải số định danh cá nhân"))
        .when(~fits)
        .then(pl.format("có {} chữ số, phải đủ 12", length))
        .when((sex == "male") & ~male)
        .then(pl.lit("chữ số thứ 4 là của nữ, người này là nam"))
        .when((sex == "female") & male)
        .then(pl.lit("chữ số thứ 4 là của nam, người này là nữ"))
        .when(birth.dt.year() != year)
        .then(pl.format("số ghi năm sinh {}, người này sinh năm {}", year, birth.dt.year()))
        .otherwise(None)
    )


def place_is_odd(number: pl.Expr) -> pl.Expr:
    """Whether the first three digits are no code of a province that ever was: only a warning."""
    place = pl.when(number.str.contains(_DIGITS)).then(number.str.slice(0, 3).cast(pl.Int32))
    return ~place.is_between(1, _LAST_PLACE)


def fault_of(number: str, sex: str, birth: date | None) -> str | None:
    """As `number_faults`, for one person."""
    row = pl.DataFrame(
        {"number": [number], "sex": [sex or None], "birth": [birth]},
        schema={"number": pl.String, "sex": pl.String, "birth": pl.Date},
    )
    found: str | None = row.select(number_faults(pl.col("number"), pl.col("sex"), pl.col("birth"))).item()
    return found
