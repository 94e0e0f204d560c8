"""Where the generated households live, since when, and how large they are."""

from datetime import date
from typing import Final

import polars as pl

from giamngheo.apps.households.generated.drawing import Draws

SCHEME: Final = "danh sách của xã"
_FIRST_DAY: Final = date(2021, 1, 1)
_DAYS: Final = 4 * 365
_IN_A_FORMER_UNIT: Final = 5  # whose village no list told: they are known by the unit that was merged
_LANES: Final = ("xóm Trên", "xóm Dưới", "xóm Giữa", "ngõ Mẫu", "ngõ Thử", "đường Trình Diễn")
_CHILDREN: Final = {"0": 0.20, "1": 0.29, "2": 0.33, "3": 0.13, "4": 0.05}


def homes(villages: pl.DataFrame, households: int, draws: Draws) -> pl.DataFrame:
    """`key`, `area_id`, `address`, `since`, and what the people of a household are drawn by."""
    areas = _areas(villages, households, draws)
    born = draws.between("head born", 1945, 54)
    grown = pl.col("born") < 1975
    return (
        areas.with_row_index("key")
        .with_columns(pl.col("key").cast(pl.Int64), born=born)
        .with_columns(
            address=pl.format("Số {}, {}", draws.between("door", 1, 240), draws.any_of("lane", _LANES)),
            since=pl.lit(_FIRST_DAY) + pl.duration(days=draws.between("since", 0, _DAYS)),
            man=draws.of("head man") < 0.68,
            spouse=draws.of("spouse") < 0.78,
            children=draws.one_of("children", _CHILDREN).cast(pl.Int32),
            parent=(draws.of("parent") < 0.2) & ~grown,
            grandchildren=pl.when(grown & (draws.of("grandchild") < 0.3)).then(1).otherwise(0),
        )
    )


def numbers(households: pl.DataFrame) -> pl.DataFrame:
    """The number of each household on the commune's list: it begins again in every village."""
    place = pl.int_range(1, pl.len() + 1).over("area_id")
    return households.select(
        household="key", scheme=pl.lit(SCHEME), number=place.cast(pl.String).str.zfill(3)
    )


def _areas(villages: pl.DataFrame, households: int, draws: Draws) -> pl.DataFrame:
    """`area_id` of every household: villages differ in size up to threefold."""
    told = villages.with_row_index("key")
    if "is_former" not in told.columns:
        told = told.with_columns(is_former=pl.lit(False))
    former = told.filter("is_former").with_columns(count=pl.lit(_IN_A_FORMER_UNIT, pl.Int64))
    living = households - min(former.height * _IN_A_FORMER_UNIT, households)
    sizes = told.filter(~pl.col("is_former")).with_columns(weight=0.5 + draws.of("size of village"))
    ends = (pl.col("weight").cum_sum() / pl.col("weight").sum() * living).round().cast(pl.Int64)
    counted = sizes.with_columns(end=ends).with_columns(
        count=pl.col("end") - pl.col("end").shift(1, fill_value=0)
    )
    counts = pl.concat([counted.select("area_id", "count"), former.select("area_id", "count")])
    return (
        counts.select(pl.col("area_id").repeat_by("count")).explode("area_id").drop_nulls().head(households)
    )
