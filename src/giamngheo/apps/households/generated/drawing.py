"""Draws that are the same on every machine and for every version of the libraries: SplitMix64 over keys."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Final

import polars as pl

_STEP: Final = 0x9E3779B97F4A7C15
_FIRST: Final = 0xBF58476D1CE4E5B9
_SECOND: Final = 0x94D049BB133111EB


class Draws:
    """The draws of one seed: each thing that is drawn has a name of its own."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def of(self, name: str, key: pl.Expr | None = None) -> pl.Expr:
        """A number from 0 to below 1 for every key (the column `key`)."""
        digest = blake2b(f"{self._seed} {name}".encode(), digest_size=8).digest()
        salt = int.from_bytes(digest, "little")
        mixed = (pl.col("key") if key is None else key).cast(pl.UInt64) * _whole(_STEP) + _whole(salt)
        for shift, factor in ((30, _FIRST), (27, _SECOND)):
            mixed = (mixed ^ (mixed // _whole(1 << shift))) * _whole(factor)
        mixed = mixed ^ (mixed // _whole(1 << 31))
        return (mixed // _whole(1 << 11)).cast(pl.Float64) / float(1 << 53)

    def between(self, name: str, least: pl.Expr | int, count: int) -> pl.Expr:
        """One of `count` whole numbers from `least` on."""
        return (self.of(name) * count).floor().cast(pl.Int32) + least

    def one_of(self, name: str, shares: Mapping[str, float]) -> pl.Expr:
        """One of these words, each as often as its share; the last takes what is left."""
        drawn, below = self.of(name), 0.0
        *before, last = shares
        chosen = pl.lit(last, pl.String)
        for word in reversed(before):
            below = sum(shares[one] for one in before[: before.index(word) + 1])
            chosen = pl.when(drawn < below).then(pl.lit(word, pl.String)).otherwise(chosen)
        return chosen

    def any_of(self, name: str, words: tuple[str, ...]) -> pl.Expr:
        """One of these words, all as often."""
        place = (self.of(name) * len(words)).floor().cast(pl.Int32)
        return place.replace_strict(dict(enumerate(words)), return_dtype=pl.String)


def _whole(number: int) -> pl.Expr:
    return pl.lit(number, dtype=pl.UInt64)
