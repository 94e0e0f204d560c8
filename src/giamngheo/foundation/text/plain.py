"""The plain form of Vietnamese text: lower case, no accents, words apart by one space."""

import re
import unicodedata
from functools import lru_cache

import polars as pl

_NOT_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Return text in lower case without accents or punctuation, single spaces between words."""
    bare = unicodedata.normalize("NFD", text.replace("\N{SOFT HYPHEN}", "").lower())
    bare = "".join(c for c in bare if not unicodedata.combining(c)).replace("đ", "d")
    return _NOT_WORD.sub(" ", bare).strip()


def plain_expr(expr: pl.Expr) -> pl.Expr:
    """Return the plain form of a text column, as `plain` gives it for one text."""
    return (
        expr.cast(pl.String)
        .str.replace_all("\N{SOFT HYPHEN}", "", literal=True)
        .str.to_lowercase()
        .str.normalize("NFD")
        .str.replace_all(r"\p{M}+", "")
        .str.replace_all("đ", "d", literal=True)
        .str.replace_all(r"[^\p{L}\p{N}]+", " ")
        .str.strip_chars(" ")
    )
