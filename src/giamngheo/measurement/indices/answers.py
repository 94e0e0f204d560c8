"""What a cell of an indicator means: 1 deprived, 0 not deprived, null not known."""

import narwhals.stable.v2 as nw

DEPRIVED = ("1", "1.0", "1,0", "true", "x", "có", "co\u0301", "co")
"""Words for 1, in small letters; "có" composed and decomposed, since keyboards give both."""

NOT_DEPRIVED = ("0", "0.0", "0,0", "false", "không", "kho\u0302ng", "khong")
"""Words for 0, in small letters."""

_TEXT = (nw.String, nw.Categorical, nw.Enum)


def answer(column: str, dtype: nw.dtypes.DType, *, as_stored: bool = False) -> nw.Expr:
    """One indicator column as integers of 8 bits: 1, 0, null when missing or when the cell means neither.

    `as_stored` lets columns that already are integers of 8 bits through unseen, for a caller who leaves out
    what is not 0 or 1: on tens of millions of rows a second look costs time.
    """
    value = nw.col(column)
    if as_stored and dtype in (nw.Int8, nw.UInt8):
        return value
    if dtype == nw.Boolean:
        return value.cast(nw.Int8)
    if dtype in _TEXT:
        word = value.cast(nw.String).str.strip_chars().str.to_lowercase()
        return _one_or_zero(word.is_in(DEPRIVED), word.is_in(NOT_DEPRIVED))
    if dtype.is_numeric():
        return _one_or_zero(value == 1, value == 0)
    return nw.lit(None, nw.Int8)


def is_missing(column: str, dtype: nw.dtypes.DType) -> nw.Expr:
    """True where the cell is empty: null, blank text or not a number."""
    value = nw.col(column)
    if dtype in _TEXT:
        return value.is_null() | (value.cast(nw.String).str.strip_chars() == "")
    if dtype.is_float():
        return value.is_null() | value.is_nan()
    return value.is_null()


def _one_or_zero(one: nw.Expr, zero: nw.Expr) -> nw.Expr:
    return nw.when(one).then(nw.lit(1, nw.Int8)).otherwise(nw.when(zero).then(nw.lit(0, nw.Int8)))
