"""The whole generated register, with the cases that are hard for lists and people."""

from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from giamngheo.apps.households.generated.calibration import MID_YEAR
from giamngheo.apps.households.generated.drawing import Draws
from giamngheo.apps.households.generated.homes import homes, numbers
from giamngheo.apps.households.generated.people import people
from giamngheo.apps.households.generated.statuses import recognitions

_GROWN: Final = date(2004, 1, 1)
_ONE_TWICE_IN, _ONE_SPLIT_IN = 1_000, 4_000


@dataclass(frozen=True)
class Generated:
    """Frames as `bulk.frames` takes them, and what happens to them.

    `households`: key, area_id, address, since. `people`: key, household, relationship, fields of
    `Particulars`, former_number. `numbers`: household, scheme, number. `recognitions`: household, status,
    since, until, case. `splits`: household, person (keys), relationship in the new one, day. `same_people`:
    key, same_as: one person whom lists have in two households.
    """

    households: pl.DataFrame
    people: pl.DataFrame
    numbers: pl.DataFrame
    recognitions: pl.DataFrame
    splits: pl.DataFrame
    same_people: pl.DataFrame


def generate(villages: pl.DataFrame, households: int, seed: int) -> Generated:
    """Make up so many households in these villages (`area_id`; `is_former`: a unit that was merged)."""
    draws = Draws(seed)
    made = homes(villages, households, draws)
    folk = people(made, draws)
    same = _same_people(made, folk, draws)
    again = (
        same.join(folk, left_on="same_as", right_on="key", how="left", maintain_order="left")
        .with_columns(household="other", relationship=pl.lit("other_relative"))
        .select(folk.columns)
    )
    return Generated(
        households=made.select("key", "area_id", "address", "since"),
        people=pl.concat([folk, again]),
        numbers=numbers(made),
        recognitions=recognitions(made, draws),
        splits=_splits(folk, same, draws),
        same_people=same.select("key", "same_as"),
    )


def _grown_children(folk: pl.DataFrame) -> pl.DataFrame:
    return folk.filter((pl.col("relationship") == "child") & (pl.col("birth_date") < _GROWN))


def _same_people(made: pl.DataFrame, folk: pl.DataFrame, draws: Draws) -> pl.DataFrame:
    """Grown children whom the list of another household has, too: they moved, and nobody struck them off."""
    count = -(-made.height // _ONE_TWICE_IN)
    chosen = _grown_children(folk).sort(draws.of("twice"), "key").head(count)
    elsewhere = (
        pl.col("household") + 1 + draws.between("elsewhere", 0, max(1, made.height - 1))
    ) % made.height
    return chosen.select(
        key=pl.int_range(pl.len()) + folk.height, same_as="key", other=elsewhere.cast(pl.Int64)
    )


def _splits(folk: pl.DataFrame, same: pl.DataFrame, draws: Draws) -> pl.DataFrame:
    """A grown child who leaves in the middle of the year and is a household of their own."""
    count = -(-folk.get_column("household").n_unique() // _ONE_SPLIT_IN)
    grown = _grown_children(folk).filter(~pl.col("key").is_in(same.get_column("same_as").implode()))
    leaving = grown.sort(draws.of("split"), "key").unique("household", keep="first", maintain_order=True)
    return leaving.head(count).select(
        "household", person="key", relationship=pl.lit("head"), day=pl.lit(MID_YEAR)
    )
