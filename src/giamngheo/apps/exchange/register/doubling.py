"""New people of a list who may be in the register already: told before writing, kept as questions."""

from collections.abc import Sequence
from datetime import datetime

import polars as pl

from giamngheo.apps.exchange.register.comparing import ADDED, NEW, Plan
from giamngheo.apps.exchange.register.faults import NOTED, Faults
from giamngheo.apps.exchange.register.row_words import HOME, IS_HEAD
from giamngheo.apps.households.bulk.loading import Register
from giamngheo.apps.households.doubles import likely_known
from giamngheo.apps.households.linkage import PEOPLE
from giamngheo.apps.households.suspicions import keep_found

_REMEDY = "Ghi được; sau đó xem ở «Người trùng»: nếu là một người thì gộp."


def likely_doubles(plan: Plan, register: Register, areas: Sequence[int], faults: Faults) -> pl.DataFrame:
    """Pairs of a new row (`left`, its key) and a person of the register (`right`), as in `linkage`."""
    new = plan.people.filter(pl.col("status").is_in([NEW, ADDED]))
    if new.is_empty() or register.people.is_empty():
        return pl.DataFrame()
    head = pl.col("full_name").filter(pl.col(IS_HEAD)).first().over(HOME)
    heads = plan.people.select("key", head.alias("head_name"))
    told = new.join(heads, on="key").select(
        pl.col("key").alias("id"),
        "full_name",
        pl.col("sex").fill_null(""),
        "birth_date",
        *(pl.col(name).fill_null("") for name in ("birth_precision", "personal_number", "former_number")),
        pl.col("area_id").alias("village"),
        pl.col("head_name").fill_null(""),
    )
    pairs = likely_known(told.cast(PEOPLE), areas).pairs
    if pairs.is_empty():
        return pairs
    codes = register.people.select(right="person_id", name="full_name", household_id="household_id").join(
        register.homes.select("household_id", of="code"), on="household_id"
    )
    alike = new.join(pairs.select(key="left", right="right").join(codes, on="right"), on="key")
    alike = alike.unique("key", keep="first", maintain_order=True)
    reason = pl.format("có thể đã có trong sổ: {} ở hộ {}", "name", "of")
    faults.tell(alike, "person", reason, _REMEDY, NOTED)
    return pairs


def keep_doubles(pairs: pl.DataFrame, written: pl.DataFrame, now: datetime) -> None:
    """Keep the pairs as questions for people; `written` tells the number of every new row (`key`, `id`)."""
    if pairs.is_empty():
        return
    kept = pairs.join(written, left_on="left", right_on="key").with_columns(
        pl.col("right").alias("left"), pl.col("id").alias("right")
    )
    keep_found(kept, [], now)
