"""What the rows say of the class of their household and of its decision; two classes of one are told."""

from collections.abc import Sequence
from typing import Final

import polars as pl

from giamngheo.apps.exchange.register.class_words import (
    IN_SENTENCES,
    LEFT_NEAR_POOR,
    LEFT_POOR,
    NOT_POOR,
    TOLD,
    class_of,
    paper_of,
)
from giamngheo.apps.exchange.register.faults import CELL, Faults
from giamngheo.apps.exchange.register.fields import CLASS_TICKS, CLASSES
from giamngheo.foundation.sheets import values
from giamngheo.foundation.sheets.values.reading import BLANKS

SAID_CLASS: Final = "said_class"
"""A class, `LEFT_POOR`, `LEFT_NEAR_POOR` or, of two that are said, `CLASH`; NULL where nothing is."""
CLASH: Final = "clash"
CLASS_ROW: Final = "class_row"
"""The row, with `CLASS_SHEET`, in which the class stands."""
CLASS_SHEET: Final = "class_sheet"
PAPER: Final = ("decision_number", "decision_date", "decided_by", "decided_since")
OF_CLASSES: Final = (*CLASSES, *PAPER, SAID_CLASS, CLASS_ROW, CLASS_SHEET)
"""All columns that speak of classes: they tell no row from another."""
_LONGEST_NUMBER, _LONGEST_SIGNER = 60, 200
_LEAST_YEAR: Final = 1990


def with_said_classes(rows: pl.DataFrame, faults: Faults) -> pl.DataFrame:
    """The rows with what each says of a class, and its decision in values; without such columns as they are.

    `decision_number` and `decided_by` are texts, `decision_date` and `decided_since` days.
    """
    fields = [name for name in CLASSES if name in rows.columns]
    if not fields:
        return rows.drop(name for name in PAPER if name in rows.columns)
    told = []
    for name in fields:
        rows = rows.with_columns(_said(rows, name, faults).alias(f"_{name}"))
        told.append(f"_{name}")
    rows = rows.with_columns(_together(told, rows, fields[0], faults).alias(SAID_CLASS)).drop(told)
    stands = pl.col(SAID_CLASS).is_not_null()
    rows = rows.with_columns(
        pl.when(stands).then("row").alias(CLASS_ROW), pl.when(stands).then("sheet").alias(CLASS_SHEET)
    )
    return _with_papers(rows, faults)


def _said(rows: pl.DataFrame, name: str, faults: Faults) -> pl.Series:
    """What one column says, cell by cell."""
    cells = rows.get_column(name)
    blank = cells.is_in(BLANKS).fill_null(value=False)
    words = cells.filter(~blank).drop_nulls().unique().to_list()
    by_word = {word: told for word in words if (told := class_of(word)) is not None}
    found = pl.DataFrame({"said": cells.replace_strict(by_word, default=None, return_dtype=pl.String)})
    if name in CLASS_TICKS:
        ticked, _ = values.tick(cells)
        marked = pl.when("ticked").then(pl.lit(CLASS_TICKS[name]))
        found = found.with_columns(ticked.alias("ticked"))
        found = found.with_columns(pl.when(pl.col("ticked").is_null()).then("said").otherwise(marked))
        blank = blank | ticked.is_not_null()
    said = found.get_column("said")
    wrong = rows.filter(cells.is_not_null() & said.is_null() & ~blank)
    remedy = f"Ghi một trong: {TOLD}." if name not in CLASS_TICKS else "Đánh dấu x, hoặc để trống."
    faults.tell(wrong, name, pl.format("không rõ «{}» là diện hộ nào", name), remedy, CELL)
    return said


def _class(said: pl.Expr) -> pl.Expr:
    """The class that is meant, NULL for «thoát nghèo» alone."""
    return pl.when(said == LEFT_NEAR_POOR).then(pl.lit(NOT_POOR)).when(said != LEFT_POOR).then(said)


def _together(told: Sequence[str], rows: pl.DataFrame, field: str, faults: Faults) -> pl.Series:
    """What the columns of a row say together: «thoát nghèo» beside «cận nghèo» is near-poor."""
    if len(told) == 1:
        return rows.get_column(told[0])
    classes = pl.concat_list(_class(pl.col(name)) for name in told).list.drop_nulls().list.unique()
    left = pl.any_horizontal(pl.col(name).is_in([LEFT_POOR, LEFT_NEAR_POOR]) for name in told)
    found = rows.select("sheet", "row", *told, classes=classes, left=left.fill_null(value=False))
    two = found.get_column("classes").list.len() > 1
    words = pl.col("classes").list.eval(pl.element().replace(IN_SENTENCES)).list.sort().list.join(", ")
    both = found.filter(two).with_columns(words.alias(f"{field}_told"))
    reason = pl.format("dòng này ghi hai diện hộ: {}", f"{field}_told")
    faults.tell(both, field, reason, "Chỉ giữ một diện.", CELL)
    one = pl.col("classes").list.first()
    return found.select(
        pl.when(two)
        .then(pl.lit(CLASH))
        .when(pl.col("left") & ((one == NOT_POOR) | one.is_null()))
        .then(pl.when(one.is_null()).then(pl.lit(LEFT_POOR)).otherwise(pl.lit(LEFT_NEAR_POOR)))
        .otherwise(one)
    ).to_series()


def _with_papers(rows: pl.DataFrame, faults: Faults) -> pl.DataFrame:
    """The decision that each row names, a paper in one cell taken apart."""
    for name in PAPER:
        if name not in rows.columns:
            rows = rows.with_columns(pl.lit(None, pl.String).alias(name))
    said = pl.when(~pl.col("decision_number").is_in(BLANKS)).then("decision_number")
    texts = rows.select(said).to_series().drop_nulls().unique().to_list()
    papers = {text: paper for text in texts if (paper := paper_of(text)) is not None}
    parts = {
        name: {text: getattr(paper, name) or None for text, paper in papers.items()}
        for name in ("number", "day", "by")
    }
    number, day, by = (
        said.replace_strict(found, default=None, return_dtype=pl.String) for found in parts.values()
    )
    unread = said.is_not_null() & ~pl.col("decision_number").is_in(list(papers))
    faults.tell(
        rows.filter(unread.fill_null(value=False)),
        "decision_number",
        "không đọc được số quyết định",
        "Ghi như 123/QĐ-UBND, ngày ở cột riêng hoặc «123/QĐ-UBND ngày 15/12/2025».",
        CELL,
    )
    rows = rows.with_columns(
        number.alias("_number_of"),
        pl.coalesce("decision_date", day).alias("decision_date"),
        pl.coalesce("decided_by", by).str.slice(0, _LONGEST_SIGNER).alias("decided_by"),
    )
    long = rows.select((pl.col("_number_of").str.len_chars() > _LONGEST_NUMBER).fill_null(value=False))
    told = f"số quyết định dài hơn {_LONGEST_NUMBER} chữ"
    faults.tell(rows.filter(long.to_series()), "decision_number", told, "Ghi riêng số quyết định.", CELL)
    rows = rows.with_columns(pl.when(~long.to_series()).then("_number_of").alias("decision_number"))
    for name in ("decision_date", "decided_since"):
        rows = rows.with_columns(_day(rows, name, faults).alias(name))
    return rows.drop("_number_of")


def _day(rows: pl.DataFrame, name: str, faults: Faults) -> pl.Series:
    """A whole day; a month or a year alone is none that a decision holds from."""
    cells = rows.get_column(name)
    year, month, number, _ = values.day(cells)
    parts = pl.DataFrame({"y": year, "m": month, "d": number}).with_columns(
        fits=pl.all_horizontal(pl.col("m", "d").is_not_null()) & (pl.col("y") >= _LEAST_YEAR)
    )
    whole = parts.get_column("fits").fill_null(value=False)
    wrong = rows.filter(cells.is_not_null() & ~cells.is_in(BLANKS) & ~whole)
    faults.tell(wrong, name, "không phải đủ ngày, tháng, năm", "Ghi như 15/12/2025.", CELL)
    return parts.select(pl.when("fits").then(pl.date("y", "m", "d"))).to_series()


def of_one_class(rows: pl.DataFrame, of: Sequence[str], faults: Faults) -> pl.DataFrame:
    """Rows that stand for one thing (`of`) say one class, each as the first that says it; else none, told."""
    if SAID_CLASS not in rows.columns:
        return rows
    said = pl.col(SAID_CLASS)
    rows = rows.with_columns(
        pl.when(said != CLASH).then(pl.coalesce(_class(said), said)).alias("_meant"),
        (said == CLASH).fill_null(value=False).any().over(of).alias("_clash"),
    )
    rows = rows.with_columns(
        pl.col("_meant").drop_nulls().first().over(of).alias("_first"),
        pl.col(CLASS_ROW).drop_nulls().first().over(of).alias("_at"),
    )
    other = (pl.col("_meant") != pl.col("_first")).fill_null(value=False)
    shown = {**IN_SENTENCES, LEFT_POOR: "thoát nghèo"}
    faults.tell(
        rows.filter(other),
        next(name for name in CLASSES if name in rows.columns),
        pl.format("dòng {} ghi hộ này là {}, dòng này ghi khác", "_at", pl.col("_first").replace(shown)),
        "Ghi mỗi hộ một diện; chưa ghi diện nào cho hộ này.",
        CELL,
    )
    clash = pl.col("_clash") | other.any().over(of)
    filled = [CLASS_ROW, CLASS_SHEET, *PAPER]
    return rows.with_columns(
        pl.when(clash).then(pl.lit(CLASH)).otherwise(said.drop_nulls().first().over(of)).alias(SAID_CLASS),
        *(pl.col(name).drop_nulls().first().over(of).alias(name) for name in filled),
    ).drop("_meant", "_first", "_at", "_clash")
