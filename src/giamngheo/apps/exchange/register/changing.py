"""What a list says otherwise than the register: of people, how they stand to the head, where they live."""

import polars as pl

from giamngheo.apps.exchange.register.checking import HEAD
from giamngheo.apps.exchange.register.finding import numbers_of
from giamngheo.apps.exchange.register.row_words import IS_HEAD
from giamngheo.apps.exchange.register.spelling import as_heard
from giamngheo.apps.households.bulk.loading import Register
from giamngheo.apps.households.models import SAID
from giamngheo.foundation.text import plain


def changes_of(known: pl.DataFrame, register: Register) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What is said otherwise of people of the register: by field, and as sentences."""
    fields = [name for name in SAID if name in known.columns and name != "birth_precision"]
    pair = known.join(register.people, on="person_id", suffix="_was", maintain_order="left")
    pair = pair.with_columns(_spelt_otherwise(pair).alias("_same_name"))
    less = (pl.col("birth_date").dt.year() == pl.col("birth_date_was").dt.year()) & (
        (pl.col("birth_precision") == "year")
        | (
            (pl.col("birth_precision") == "month")
            & (pl.col("birth_date").dt.month() == pl.col("birth_date_was").dt.month())
        )
    )
    columns = []
    for name in fields:
        now, was = pl.col(name), pl.col(f"{name}_was")
        differs = now.is_not_null() & now.ne_missing(was)
        if known.schema[name] == pl.String:
            differs = differs & (now != "")
        if name == "full_name":
            differs = differs & ~pl.col("_same_name")
        if name == "birth_date":
            differs = differs & ~less.fill_null(value=False)
        columns.append(pl.when(differs).then(now).alias(name))
    changed = pair.select("person_id", "area_id", "household_id", "birth_precision", *columns)
    changed = changed.with_columns(
        pl.when(pl.col("birth_date").is_not_null()).then(pl.col("birth_precision")).alias("birth_precision")
    ).filter(pl.any_horizontal(pl.col(name).is_not_null() for name in fields))
    told = [
        changed.filter(pl.col(name).is_not_null())
        .join(pair.select("person_id", _was=pl.col(f"{name}_was")), on="person_id")
        .select(
            "person_id",
            "household_id",
            field=pl.lit(name),
            before=_shown("_was", pair.schema[f"{name}_was"]),
            after=_shown(name, changed.schema[name]),
        )
        for name in fields
    ]
    schema = {
        "person_id": pl.Int64,
        "household_id": pl.Int64,
        **dict.fromkeys(("field", "before", "after"), pl.String),
    }
    return changed.drop("household_id"), pl.concat([pl.DataFrame(schema=schema), *told])


def _spelt_otherwise(pair: pl.DataFrame) -> pl.Series:
    """Where two names are one in another spelling: place of a tone mark (Hoà, Hòa), capitals, no accents."""
    names = pair.select("full_name", "full_name_was").filter(pl.col("full_name") != pl.col("full_name_was"))
    same = [
        (now, was)
        for now, was in names.unique().iter_rows()
        if as_heard(now) == as_heard(was) or (now.isascii() and plain(now) == plain(was))
    ]
    told = pl.DataFrame(same, schema={"full_name": pl.String, "full_name_was": pl.String}, orient="row")
    found = pair.join(told.with_columns(_same=True), on=["full_name", "full_name_was"], how="left")
    return found.get_column("_same").fill_null(value=False)


def _shown(name: str, dtype: pl.DataType) -> pl.Expr:
    if isinstance(dtype, pl.List):
        return pl.col(name).list.join(", ")
    return pl.col(name).dt.strftime("%d/%m/%Y") if dtype == pl.Date else pl.col(name).cast(pl.String)


def memberships_of(people: pl.DataFrame, register: Register) -> pl.DataFrame:
    """Who stands otherwise to the head; where another member heads the household, the former head as well."""
    was = register.people.select("person_id", "household_id", _was="relationship")
    told = people.filter(pl.col("person_id").is_not_null()).join(was, on=["person_id", "household_id"])
    told = told.filter(pl.col("relationship").is_not_null() & (pl.col("relationship") != pl.col("_was")))
    told = told.select("household_id", "person_id", "area_id", "relationship")
    new_heads = told.filter(pl.col("relationship") == HEAD)
    former = (
        was.filter(pl.col("_was") == HEAD)
        .join(new_heads.select("household_id", "area_id"), on="household_id")
        .filter(~pl.col("person_id").is_in(told.get_column("person_id").implode()))
    )
    left = former.select("household_id", "person_id", "area_id", relationship=pl.lit(""))
    return pl.concat([told, left])


def residences_of(people: pl.DataFrame, register: Register) -> pl.DataFrame:
    """Households that the list has in another village or at another address."""
    heads = people.filter(pl.col(IS_HEAD) & pl.col("household_id").is_not_null())
    was = register.homes.select("household_id", _area="area_id", _address="address")
    pair = heads.join(was, on="household_id")
    address = pl.when(pl.col("address").is_not_null() & (pl.col("address") != pl.col("_address"))).then(
        "address"
    )
    # A list that names no village has its households in the unit itself: that tells of no move.
    elsewhere = pl.col("village").is_not_null() & (pl.col("area_id") != pl.col("_area"))
    return (
        pair.with_columns(
            address.alias("address"), pl.when(elsewhere).then("area_id").otherwise("_area").alias("area_id")
        )
        .filter(pl.col("address").is_not_null() | (pl.col("area_id") != pl.col("_area")))
        .select("household_id", "area_id", "address")
    )


def new_numbers_of(people: pl.DataFrame, register: Register, scheme: str) -> pl.DataFrame:
    """Numbers of this list that households of the register do not have yet."""
    heads = people.filter(
        pl.col(IS_HEAD) & pl.col("household_id").is_not_null() & pl.col("number").is_not_null()
    )
    had = numbers_of(register, scheme)
    return heads.join(had, on=["household_id", "number"], how="anti").select(
        "household_id", "area_id", "number", scheme=pl.lit(scheme)
    )
