"""Ticks: x, có, 1 and the other ways to say yes or no in a table."""

from typing import Final

import polars as pl

from giamngheo.foundation.sheets.values.reading import Read, as_text, problem_where

_YES: Final = frozenset(
    (
        "x",
        "xx",
        "✓",
        "✔",
        "√",
        "☑",
        "☒",
        "v",
        "có",
        "co",
        "c",
        "1",
        "1.0",
        "true",
        "đúng",
        "yes",
        "y",
        "þ",
        "ü",
    )
) | {"thiếu hụt", "thieu hut", "thiếu", "thieu", "có thiếu hụt", "bị thiếu hụt", "th", "+"}
_NO: Final = frozenset(("không", "khong", "ko", "k", "0", "0.0", "false", "sai", "no", "n", "☐")) | {
    *("không thiếu", "khong thieu", "không thiếu hụt", "khong thieu hut", "không có", "khong co", "kth")
}
_WINGDINGS: Final = ("a", "þ", "ü", "r")  # a tick in a font of signs, alone in its column
_POINTS: Final = ("10", "10.0")  # the sheet B2 gives ten points for an indicator not reached
_REASON: Final = "không rõ là có hay không; hãy ghi x, có/không hoặc 1/0"


def tick(cells: pl.Series) -> Read:
    """Return True for x, ✓, có, 1, thiếu …; False for không, 0 …; null for blank or a dash: not known.

    Ten is True only in a column of nothing but 10 and 0; the signs of Wingdings only in a column of them.
    """
    if cells.dtype == pl.Boolean:
        return Read(cells, problem_where(cells.is_null() & False, _REASON))
    if cells.dtype.is_numeric():
        yes, no = cells == 1, cells == 0
        if ((cells == 10) | (cells == 0)).all():
            yes = cells == 10
        known = cells.is_not_null()
    else:
        text = as_text(cells).str.strip_chars(".! ")
        yes, no = text.is_in(_YES), text.is_in(_NO)
        known = text.is_not_null() & (text != "")
        said = text.filter(known)
        if said.is_in([*_POINTS, "0", "0.0"]).all():
            yes = text.is_in(_POINTS)
        elif said.is_in(_WINGDINGS).all():
            yes = known
    understood = (yes | no).fill_null(False)
    return Read(yes.set(~understood, None).alias(cells.name), problem_where(known & ~understood, _REASON))
