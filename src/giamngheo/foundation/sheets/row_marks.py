"""What marks a row as one of the list: its ordinal, and values where other rows have values."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import polars as pl

from giamngheo.foundation.text.plain import plain

_SAMPLE: Final = 2_000
_SEARCHED_COLUMNS: Final = 4
_STYLES: Final = (r"^\d{1,7}\s*\*?\s*[.)]?$", r"^(?i)\(?[ivx]+\)?[.)]?$", r"^(?i)\(?[a-z]\)?[.)]?$")
_ORDINAL_WORDS: Final = frozenset(("stt", "tt", "so tt", "so thu tu", "thu tu", "no", "s tt"))
_VALUE: Final = r"^(?i)(\S*\d\S*|\d[\d\s.,]*(đ|đồng|tr|triệu|k)?|x|v|✓|✔|√|có|không|true|false)$"


@dataclass(frozen=True)
class Marks:
    """Column of ordinals with the pattern of their style (None without one), and the columns of values."""

    ordinal_column: str | None
    ordinal_style: str
    value_columns: tuple[str, ...]

    @property
    def counts(self) -> bool:
        """Tell whether the rows are numbered 1, 2, 3 … and not I, II or a, b."""
        return self.ordinal_column is not None and self.ordinal_style == _STYLES[0]

    @property
    def any(self) -> bool:
        """Tell whether rows of this table can be known at all by their marks."""
        return self.ordinal_column is not None or bool(self.value_columns)

    def ordinal(self) -> pl.Expr:
        """Return True for the rows that carry an ordinal in the style of the table."""
        if self.ordinal_column is None:
            return pl.lit(False)
        return pl.col(self.ordinal_column).str.contains(self.ordinal_style).fill_null(False)

    def values(self) -> pl.Expr:
        """Return how many values (numbers, codes, ticks) a row has in the columns of values."""
        found = [pl.col(name).str.contains(_VALUE).fill_null(False) for name in self.value_columns]
        return pl.sum_horizontal(*found).cast(pl.Int64) if found else pl.lit(0, pl.Int64)


def find_marks(cells: pl.DataFrame, headings: list[tuple[str, ...]], usual: int) -> Marks:
    """Return the marks of a table from its fuller rows; `usual` is how many cells a row usually fills."""
    filled = pl.sum_horizontal(pl.all().is_not_null())
    sample = cells.filter(filled >= max(2, usual // 2)).head(_SAMPLE)
    column, style = _ordinals(sample, headings)
    values = tuple(
        name for name in sample.columns if name != column and _share(sample[name].drop_nulls(), _VALUE) >= 0.5
    )
    return Marks(column, style, values)


def _ordinals(sample: pl.DataFrame, headings: list[tuple[str, ...]]) -> tuple[str | None, str]:
    for place, name in enumerate(sample.columns[:_SEARCHED_COLUMNS]):
        known = sample[name].drop_nulls().str.strip_chars()
        shares = [_share(known, style) for style in _STYLES]
        style = _STYLES[shares.index(max(shares))]
        words = headings[place] if place < len(headings) else ()
        named = any(plain(word) in _ORDINAL_WORDS for word in words)
        if max(shares) >= 0.5 and (named or (style == _STYLES[0] and _rises(known))):
            return name, style
    return None, _STYLES[0]


def _share(cells: pl.Series, pattern: str) -> float:
    return float(cells.str.contains(pattern).sum()) / len(cells) if len(cells) else 0.0


def _rises(cells: pl.Series) -> bool:
    """Tell whether most numbers are one more than the number before, at least twice."""
    numbers = cells.str.extract(r"^(\d+)", 1).cast(pl.Int64, strict=False).drop_nulls().to_list()
    steps = sum(after == before + 1 for before, after in pairwise(numbers))
    return bool(steps >= max(2.0, 0.5 * (len(numbers) - 1)))
