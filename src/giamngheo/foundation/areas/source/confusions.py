"""Former communes that the source takes for one another because they have one name in one new province.

«Xã Tân Thạnh» of Thới Lai and «Xã Tân Thạnh» of Long Phú are both told to be divided between what came after
each of them, 60 km apart. Where communes of one name share a successor, it belongs to those whose own
neighbours went there: other communes of their former district, or, if none of them has such, of their former
province. From a divided commune with less such evidence than another of its name that successor is taken
out. A commune told to be whole keeps what is told, and so does one that would be left with nothing.
"""

from typing import Final

import polars as pl

from giamngheo.foundation.areas.kinds import Tier

_PAIR: Final = ("from_code", "to_code")


def without_confusions(
    successions: pl.DataFrame, before: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return the successions corrected, the pairs that were taken out, and the confused ones left as told."""
    communes = before.filter(pl.col("tier") == Tier.COMMUNE).select(
        from_code="code",
        district="parent_code",
        province="province_code",
        same_name=pl.col("key").str.split("_").list.last(),
    )
    told = successions.join(communes, "from_code", "left", maintain_order="left")
    alike = told.filter(pl.col("same_name").is_not_null(), pl.len().over("to_code", "same_name") > 1)
    confused = alike.filter(~pl.col("is_whole")).select("from_code").unique(maintain_order=True)
    weighed = _weighed(alike, told.join(confused, "from_code", "anti"))
    less = pl.col("weight") < pl.col("weight").max().over("to_code", "same_name")
    taken = weighed.filter(less, ~pl.col("is_whole")).select(_PAIR)
    left = successions.join(taken, _PAIR, "anti")["from_code"].unique()
    taken = taken.filter(pl.col("from_code").is_in(left.implode()))
    touched = pl.col("from_code").is_in(taken["from_code"].unique().implode())
    corrected = successions.join(taken, _PAIR, "anti", maintain_order="left").with_columns(
        is_whole=pl.col("is_whole") | (touched & (pl.len().over("from_code") == 1))
    )
    undecided = weighed.join(taken, _PAIR, "anti", maintain_order="left").filter(
        pl.len().over("to_code", "same_name") > 1, ~pl.col("is_whole")
    )
    return corrected, taken, undecided.select(_PAIR)


def _weighed(alike: pl.DataFrame, sure: pl.DataFrame) -> pl.DataFrame:
    """Add `weight`: 2 where others of the district went there too, 1 others of the province, else 0."""
    weighed = alike
    for where in ("district", "province"):
        number = sure.group_by("to_code", where).len(f"from_{where}")
        weighed = weighed.join(number, ["to_code", where], "left", maintain_order="left")
    # A commune that is told whole is itself among those counted.
    itself = pl.col("is_whole").cast(pl.Int64)
    district, province = (
        pl.col(f"from_{where}").cast(pl.Int64).fill_null(0) - itself > 0 for where in ("district", "province")
    )
    return weighed.with_columns(weight=pl.when(district).then(2).when(province).then(1).otherwise(0))
