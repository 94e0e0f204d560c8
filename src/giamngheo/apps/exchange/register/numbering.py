"""Personal numbers and those of nine digits, each in its place, with the zero that Excel took away."""

import polars as pl

from giamngheo.apps.exchange.register.faults import CELL, NOTED, Faults
from giamngheo.apps.households.personal_numbers import LENGTH, OLD_LENGTH, number_faults, place_is_odd, tidied


def numbered(rows: pl.DataFrame, faults: Faults) -> pl.DataFrame:
    """Personal numbers and those of nine digits, each in its place, with the zero that Excel took away."""
    for name in ("personal_number", "former_number", "sex", "birth_date", "birth_precision"):
        if name not in rows.columns:
            dtype = pl.Date if name == "birth_date" else pl.String
            rows = rows.with_columns(pl.lit(None, dtype).alias(name))
    rows = rows.with_columns(
        tidied(pl.col(name)).replace("", None).alias(f"_{name}")
        for name in ("personal_number", "former_number")
    )
    own, old = pl.col("_personal_number"), pl.col("_former_number")
    fits = rf"^\d{{{LENGTH}}}$"
    lost_zero = own.str.contains(rf"^\d{{{LENGTH - 1}}}$")
    given = (
        pl.when(own.is_null() & old.str.contains(fits))
        .then(old)
        .when(lost_zero)
        .then(pl.lit("0") + own)
        .otherwise(own)
    )
    former = (
        pl.when(own.str.contains(rf"^\d{{{OLD_LENGTH}}}$"))
        .then(own)
        .when(old.str.contains(rf"^\d{{{OLD_LENGTH}}}$"))
        .then(old)
    )
    moved = own.str.contains(rf"^\d{{{OLD_LENGTH}}}$")
    rows = rows.with_columns(
        pl.when(moved).then(None).otherwise(given).alias("_given"),
        former.alias("_former"),
        moved.fill_null(value=False).alias("_moved"),
        lost_zero.fill_null(value=False).alias("_zero"),
    )
    why = number_faults(pl.col("_given"), pl.col("sex"), pl.col("birth_date"))
    rows = rows.with_columns(why.alias("_why"))
    rows = rows.with_columns(
        pl.when(pl.col("_zero") & pl.col("_why").is_not_null())
        .then(pl.lit("có 11 chữ số và thêm số 0 ở đầu vẫn không khớp: ") + pl.col("_why"))
        .otherwise(pl.col("_why"))
        .alias("_why")
    )
    _tell_numbers(rows, faults)
    kept = pl.when(pl.col("_why").is_null()).then(pl.col("_given"))
    rows = rows.with_columns(kept.alias("personal_number"), pl.col("_former").alias("former_number"))
    rows = _numbered_once(rows, faults)
    return rows.drop("_personal_number", "_former_number", "_given", "_former", "_moved", "_zero", "_why")


def _tell_numbers(rows: pl.DataFrame, faults: Faults) -> None:
    look = "Đối chiếu với thẻ căn cước; chưa rõ thì để trống."
    name, fine = "personal_number", pl.col("_why").is_null()
    faults.tell(rows.filter(~fine), name, pl.col("_why"), look, CELL)
    faults.tell(
        rows.filter(fine & pl.col("_zero")),
        name,
        "có 11 chữ số, đã thêm lại số 0 ở đầu",
        "Định dạng cột là «Văn bản» để Excel không bỏ số 0.",
        NOTED,
    )
    faults.tell(
        rows.filter(pl.col("_moved")),
        name,
        "có 9 chữ số: đã ghi là số chứng minh nhân dân cũ",
        "Ghi số định danh 12 chữ số vào ô này khi có.",
        NOTED,
    )
    odd = fine & place_is_odd(pl.col("_given")).fill_null(value=False)
    faults.tell(rows.filter(odd), name, "ba chữ số đầu không phải mã tỉnh nào từng có", look, NOTED)
    bad = pl.col("_former_number").is_not_null() & ~pl.col("_former_number").str.contains(
        rf"^\d{{{OLD_LENGTH}}}$|^\d{{{LENGTH}}}$"
    )
    faults.tell(
        rows.filter(bad),
        "former_number",
        "số chứng minh nhân dân cũ phải có 9 chữ số",
        "Xem lại giấy tờ; chưa rõ thì để trống.",
        CELL,
    )


def _numbered_once(rows: pl.DataFrame, faults: Faults) -> pl.DataFrame:
    """One number at two people of the file is nobody's until somebody looks."""
    number = pl.col("personal_number")
    twice = rows.select((number.is_not_null() & number.is_duplicated()).alias("twice")).to_series()
    faults.tell(
        rows.filter(twice),
        "personal_number",
        "số này ghi cho hai người trong danh sách",
        "Đối chiếu với thẻ căn cước của từng người.",
        CELL,
    )
    return rows.with_columns(pl.when(~twice).then(number).alias("personal_number"))
