"""What became of each former unit: from_code, to_code, is_whole; and what matches no unit."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.source.package import SourceFiles, not_as_known

_PROVINCES: Final = "DICT_PROVINCE"
_WHOLE: Final = "DICT_PROVINCE_WARD_NO_DIVIDED"
_DIVIDED: Final = "DICT_PROVINCE_WARD_DIVIDED"
_KEYS: Final = {"from_key": pl.String, "to_key": pl.String, "is_whole": pl.Boolean}


@dataclass(frozen=True)
class Told:
    """Successions between units that are known, and the pairs of keys of which one is not."""

    successions: pl.DataFrame
    unmatched: pl.DataFrame


def told_successions(files: SourceFiles, before: pl.DataFrame, after: pl.DataFrame) -> Told:
    """Read the successions of provinces and communes; one of an island district counts as a commune's."""
    pairs = pl.DataFrame(list(_pairs(files)), schema=_KEYS, orient="row").unique(maintain_order=True)
    old = before.filter(pl.col("tier") > Tier.NATION).select(from_key="key", from_code="code")
    new = after.filter(pl.col("tier") > Tier.NATION).select(to_key="key", to_code="code")
    joined = pairs.join(old, "from_key", "left", maintain_order="left").join(
        new, "to_key", "left", maintain_order="left"
    )
    known = pl.col("from_code").is_not_null() & pl.col("to_code").is_not_null()
    # A unit that is told whole here and divided there, or whole to two, is divided.
    alone = pl.len().over("from_code") == 1
    return Told(
        joined.filter(known).select("from_code", "to_code", pl.col("is_whole") & alone),
        joined.filter(~known).select("from_key", "to_key"),
    )


def _pairs(files: SourceFiles) -> Iterator[tuple[str, str, bool]]:
    try:
        told = json.loads(files.converter.read_bytes())
        yield from _read(told)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise not_as_known(files.converter, f"{type(error).__name__} {error}".strip()) from None


def _read(told: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
    for province, old_provinces in told[_PROVINCES].items():
        yield from ((old, province, True) for old in old_provinces)
    for province, communes in told[_WHOLE].items():
        for commune, old_keys in communes.items():
            yield from ((old, f"{province}_{commune}", True) for old in old_keys)
    for province, divided in told[_DIVIDED].items():
        for old, communes in divided.items():
            yield from ((old, f"{province}_{one['newWardKey']}", False) for one in communes)
