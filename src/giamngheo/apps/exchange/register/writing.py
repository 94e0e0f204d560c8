"""A plan into the register, as one batch."""

import uuid

import polars as pl
from django.utils import timezone

from giamngheo.apps.exchange.register.comparing import ADDED, NEW, Plan
from giamngheo.apps.exchange.register.doubling import keep_doubles
from giamngheo.apps.exchange.register.row_words import HOME, IS_HEAD
from giamngheo.apps.exchange.register.standings import to_write
from giamngheo.apps.households.actions import About
from giamngheo.apps.households.bulk import Batch
from giamngheo.apps.households.models import SAID
from giamngheo.foundation.audit.actions import Actor


def write(plan: Plan, scheme: str, about: About, actor: Actor) -> uuid.UUID:
    """Write all of a plan, inside the caller's transaction; returns the key by which it is undone.

    Raises:
        RegisterError: where the register cannot take it.
    """
    batch = Batch(about, actor)
    people = plan.people.drop("number", "code")
    said = [name for name in people.columns if name in (*SAID, "relationship", "former_number", "key")]
    written = [pl.DataFrame(schema={"key": pl.Int64, "id": pl.Int64})]
    new_homes = pl.DataFrame(schema={HOME: pl.Int64, "id": pl.Int64})
    new = people.filter(pl.col("status") == NEW)
    if new.height:
        homes = new.filter(pl.col(IS_HEAD)).select("area_id", "address", key=HOME)
        numbers = plan.people.filter(
            (pl.col("status") == NEW) & pl.col(IS_HEAD) & pl.col("number").is_not_null()
        ).select("number", household=HOME, scheme=pl.lit(scheme))
        taken = batch.take_in(homes, new.select(*said, household=HOME), numbers)
        written.append(taken.people)
        new_homes = taken.households.select("id", **{HOME: "key"})
    batch.change_memberships(plan.memberships)
    batch.change_particulars(plan.changes)
    batch.change_residences(plan.residences)
    batch.add_numbers(plan.numbers)
    added = people.filter(pl.col("status") == ADDED)
    if added.height:
        written.append(batch.add_people(added.select(*said, "household_id", "area_id")))
    batch.recognise(_recognised(plan.standings, new_homes))
    batch.close()
    keep_doubles(plan.suspected, pl.concat(written), timezone.now())
    return batch.key


def _recognised(standings: pl.DataFrame, new_homes: pl.DataFrame) -> pl.DataFrame:
    """The classes to write, of new households as well."""
    told = to_write(standings).join(new_homes, on=HOME, how="left", maintain_order="left")
    return told.select(
        pl.coalesce("household_id", "id").alias("household_id"),
        "area_id",
        "household_class",
        "since",
        "decision_number",
        "decision_date",
        "decided_by",
        "list_year",
        "income_points",
        "deprivation_points",
        "deprivations",
    )
