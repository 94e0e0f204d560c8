"""What every reader of cells gives back, and the two steps they share."""

from typing import NamedTuple

import polars as pl

from giamngheo.foundation.sheets.foreign_types import text_of

BLANKS = ("", "-", "–", "—", ".", "…", "...", "/")
_OFTEN = 8  # where a cell says the same as so many others, only what differs is composed


class Read(NamedTuple):
    """Values in the order of the cells, and the problems: a short Vietnamese reason, or null."""

    value: pl.Series
    problem: pl.Series


def as_text(cells: pl.Series) -> pl.Series:
    """Return cells as lower-case composed text without outer spaces; null where nothing was said."""
    text = text_of(cells)
    different = text.unique()
    if len(different) > len(text) // _OFTEN:
        return _composed(text)
    return text.replace_strict(different, _composed(different), return_dtype=pl.String)


def _composed(text: pl.Series) -> pl.Series:
    text = text.str.normalize("NFC").str.replace_all(r"[\s\x{00a0}\x{202f}]+", " ")
    text = text.str.strip_chars().str.to_lowercase()
    return text.set(text.is_in(BLANKS).fill_null(False), None)


def problem_where(wrong: pl.Series, reason: str) -> pl.Series:
    """Return the reason where wrong is True, null elsewhere."""
    picked = pl.DataFrame({"wrong": wrong.fill_null(False)})
    return picked.select(pl.when("wrong").then(pl.lit(reason)).alias("problem")).to_series()


def first_problem(*problems: pl.Series) -> pl.Series:
    """Return for each cell the first of its problems."""
    frame = pl.DataFrame({str(place): problem for place, problem in enumerate(problems)})
    return frame.select(pl.coalesce(pl.all()).alias("problem")).to_series()
