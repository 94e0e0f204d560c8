"""Which records are compared at all: those that share a key which few others share."""

from dataclasses import dataclass
from typing import Final

import polars as pl

KEYS: Final = {
    "number": "số định danh cá nhân",
    "former": "số chứng minh nhân dân cũ",
    "k_name_year": "họ tên và năm sinh",
    "k_given_birth": "tên và ngày sinh",
    "k_rest_birth": "họ, tên đệm và ngày sinh",
    "k_name_village": "tên, chữ đầu của họ và tên đệm, thôn",
    "k_name_head": "họ tên và chủ hộ",
}
SHARED_AT_MOST: Final = {"number": 20, "former": 20}
SHARED_OTHERWISE: Final = 250
"""A key that more records share is dropped: it says nothing, and its pairs grow with the square."""


@dataclass(frozen=True)
class Dropped:
    """Keys that too many records share: which kind, how many such keys, how many records carry one."""

    key: str
    keys: int
    records: int

    def __str__(self) -> str:
        return f"{KEYS[self.key]}: {self.keys} giá trị lặp ở {self.records} người, không dùng để tìm cặp"


def with_keys(frame: pl.DataFrame) -> pl.DataFrame:
    """Add the keys by which candidates are found; NULL where a part of one is unknown."""
    known = pl.col("name").is_not_null()
    two_words = pl.col("surname").is_not_null()
    birth = pl.min_horizontal("born", "swapped")  # the same for a day and a month that changed places
    told_birth = birth.is_not_null() & ~pl.col("year_only")
    return frame.with_columns(
        k_name_year=_key(known & pl.col("year").is_not_null(), "name", "year"),
        k_given_birth=_key(told_birth & known, "given", birth),
        k_rest_birth=_key(told_birth & two_words, "surname", pl.col("middle").fill_null(""), birth),
        k_name_village=_key(
            known & two_words & pl.col("village").is_not_null(), "given", "initials", "village"
        ),
        k_name_head=_key(known & two_words & pl.col("head").is_not_null(), "name", "head"),
    )


def _key(where: pl.Expr, *parts: str | pl.Expr) -> pl.Expr:
    named: dict[str, pl.Expr] = {
        f"part{place}": pl.col(one) if isinstance(one, str) else one for place, one in enumerate(parts)
    }
    return pl.when(where).then(
        pl.struct([one.alias(name) for name, one in named.items()]).hash(seed=7).reinterpret(signed=True)
    )


def without_common_keys(*frames: pl.DataFrame) -> tuple[list[pl.DataFrame], list[Dropped]]:
    """Drop the keys that too many records of all frames together share, and tell which.

    So no rule makes more than half of SHARED_OTHERWISE pairs a record, whatever a list holds.
    """
    dropped = []
    kept = list(frames)
    for key in KEYS:
        most = SHARED_AT_MOST.get(key, SHARED_OTHERWISE)
        counted = pl.concat([frame.select(key) for frame in kept]).drop_nulls().group_by(key).len()
        common = counted.filter(pl.col("len") > most)
        if common.is_empty():
            continue
        dropped.append(Dropped(key, common.height, int(common["len"].sum())))
        gone = common[key].implode()
        kept = [
            frame.with_columns(pl.when(~pl.col(key).is_in(gone)).then(pl.col(key)).alias(key))
            for frame in kept
        ]
    return kept, dropped


def pairs_at_most(*frames: pl.DataFrame) -> int:
    """How many pairs the keys make at most (a pair may share several): within one frame, or between two."""
    total = 0
    for key in KEYS:
        counts = [frame.select(key).drop_nulls().group_by(key).len("n") for frame in frames]
        if len(counts) == 1:
            total += counts[0].select((pl.col("n").cast(pl.Int64) * (pl.col("n") - 1) // 2).sum()).item()
        else:
            both = counts[0].join(counts[1], on=key)
            total += both.select((pl.col("n").cast(pl.Int64) * pl.col("n_right")).sum()).item()
    return int(total)
