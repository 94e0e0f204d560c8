"""Tells where two sheets of a workbook hold the same households, so that nobody is counted twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import polars as pl

from giamngheo.apps.exchange.lists.recognition import Recognition
from giamngheo.apps.exchange.lists.villages import core_of, is_village
from giamngheo.foundation.text import plain_expr

_SAME = 0.5  # from this share of the smaller sheet on, two sheets are one list twice
_HEAD, _CODE, _BOTH, _ROW = "head", "code", "code and head", "row"


@dataclass(frozen=True)
class Repeated:
    """Pairs of sheets, by place, that are one list twice, and how many households any pair has in common.

    Households in common have the same code and the same head.
    """

    pairs: tuple[tuple[int, int], ...] = ()
    in_common: tuple[tuple[int, int, int], ...] = ()


def repeated(lists: Sequence[Recognition]) -> Repeated:
    """Which sheets are one list twice: a copy, or another year's.

    Sheets of different villages may use the same codes and names; theirs are one list only where the whole
    rows are the same.
    """
    if len(lists) < 2:
        return Repeated()
    told = pl.concat([_identities(one, place) for place, one in enumerate(lists)])
    counted = {(kind, place): n for kind, place, n in told.group_by("kind", "place").len().iter_rows()}
    shared = told.join(told, on=["kind", "words"], suffix="_b").filter(pl.col("place") < pl.col("place_b"))
    common = {(k, a, b): n for k, a, b, n in shared.group_by("kind", "place", "place_b").len().iter_rows()}
    villages = [_villages(one) for one in lists]

    def share(kind: str, a: int, b: int) -> float | None:
        smaller = min(counted.get((kind, a), 0), counted.get((kind, b), 0))
        return common.get((kind, a, b), 0) / smaller if smaller else None

    def is_one(a: int, b: int) -> bool:
        if (share(_ROW, a, b) or 0) >= _SAME:
            return True
        if villages[a] and villages[b] and not villages[a] & villages[b]:
            return False
        by_head = share(_HEAD, a, b)
        found = by_head if by_head is not None else share(_CODE, a, b)
        return found is not None and found >= _SAME

    return Repeated(
        tuple(pair for pair in combinations(range(len(lists)), 2) if is_one(*pair)),
        tuple((a, b, n) for (kind, a, b), n in sorted(common.items()) if kind == _BOTH),
    )


def _identities(one: Recognition, place: int) -> pl.DataFrame:
    """The different households of a sheet: by their head, by their code, and whole rows."""
    names = {c.field.id: f"c{c.index}" for c in one.columns if c.field is not None}
    head = names.get("head") or names.get("person")
    ways = {}
    if head is not None:
        ways[_HEAD] = plain_expr(pl.col(head))
    if "household" in names:
        ways[_CODE] = plain_expr(pl.col(names["household"]))
    if len(ways) == 2:  # a blank cell makes null: it says nothing
        filled = [pl.when(words != "").then(words) for words in (ways[_CODE], ways[_HEAD])]
        ways[_BOTH] = pl.concat_str(*filled, separator="\x1f")
    fields = sorted(names)
    ways[_ROW] = pl.concat_str(
        *(pl.col(names[field]).cast(pl.String).str.strip_chars().fill_null("") for field in fields),
        separator="\x1f",
    )
    body = one.table.body
    parts = [
        body.select(kind=pl.lit(kind), place=pl.lit(place), words=words)
        .filter(pl.col("words").str.len_chars() > 0)
        .unique()
        for kind, words in ways.items()
    ]
    return pl.concat(parts)


def _villages(one: Recognition) -> set[str]:
    """The villages that a sheet speaks of, by its column or its name."""
    column = one.column("village")
    if column is not None:
        words = one.table.body.get_column(f"c{column.index}").cast(pl.String).drop_nulls().unique().to_list()
        if words:
            return {core_of(word) for word in words}
    return {core_of(one.table.sheet)} if is_village(one.table.sheet) else set()
