"""Who of the register a row of a list is: by what proves most first; where two could be meant, none is taken.

A household is found by the code of the register, by its number in the same list and village, by the personal
numbers of its people, then by the name and birth of its head; a person, in the household found, by number,
then by name and birth.
"""

from typing import Final

import polars as pl

from giamngheo.apps.exchange.register.checking import HEAD
from giamngheo.apps.exchange.register.reading import as_number
from giamngheo.apps.exchange.register.row_words import HOME, IS_HEAD
from giamngheo.apps.households.bulk.loading import Register
from giamngheo.foundation.text import plain_expr

KEY: Final = "key"
"""Of a row of the list, as it is compared."""
_BIRTH: Final = ("birth_date", "birth_precision")
_MOST_PAIRS: Final = 10_000
_SLIP_OF_A_YEAR: Final = 2


def with_homes(people: pl.DataFrame, register: Register, scheme: str) -> pl.DataFrame:
    """`household_id` of every household of the list that is in the register."""
    heads = people.filter(pl.col(IS_HEAD)).select(
        HOME, "code", "number", "area_id", "full_name", "address", *_BIRTH, "personal_number"
    )
    numbers = numbers_of(register, scheme).join(register.homes, on="household_id")
    registered = register.people.join(register.homes.select("household_id", "area_id"), on="household_id")
    own_heads = registered.filter(pl.col("relationship") == HEAD)
    by_person = people.filter(pl.col("personal_number").is_not_null()).select(HOME, "personal_number")
    in_register = registered.filter(pl.col("personal_number") != "").select("personal_number", "household_id")
    of_people = by_person.join(in_register, on="personal_number").select(HOME, "household_id").unique()
    by_name = heads.with_columns(plain_expr(pl.col("full_name")).alias("_name"))
    names = own_heads.select(
        "household_id",
        "area_id",
        plain_expr(pl.col("full_name")).alias("_name"),
        pl.col("full_name").str.to_lowercase().alias("_spelt"),
        pl.col("birth_date").alias("_birth"),
        pl.col("birth_precision").alias("_precision"),
        pl.col("personal_number").alias("_own"),
    )
    named = by_name.join(_of_too_many(by_name, names), on=["area_id", "_name"], how="anti").join(
        names, on=["area_id", "_name"]
    )
    both_days = (pl.col("birth_precision") == "day") & (pl.col("_precision") == "day")
    named = named.filter(
        _births_agree("birth_date", "_birth")
        & ~(both_days & (pl.col("birth_date") != pl.col("_birth"))).fill_null(value=False)
        & ~(
            pl.col("personal_number").is_not_null()
            & (pl.col("_own") != "")
            & (pl.col("personal_number") != pl.col("_own"))
        )
    )
    exact = named.filter(
        (pl.col("full_name").str.to_lowercase() == pl.col("_spelt"))
        & pl.col("birth_date").eq_missing(pl.col("_birth"))
        & (pl.col("birth_precision").fill_null("") == pl.col("_precision").fill_null(""))
    )
    own_numbers = own_heads.filter(pl.col("personal_number") != "")
    of_heads = heads.join(own_numbers.select("personal_number", "household_id"), on="personal_number")
    claims = pl.concat([named.select(HOME, "household_id"), of_heads.select(HOME, "household_id")]).unique()
    by_number = heads.filter(pl.col("number").is_not_null()).join(
        numbers.select("number", "area_id", "household_id"), on=["number", "area_id"]
    )
    ways = [
        heads.filter(pl.col("code").is_not_null()).join(
            register.homes.select("code", "household_id"), on="code"
        ),
        _not_given_anew(by_number, claims, registered),
        _not_of_another(of_people, claims),
        exact,
        named.join(register.homes.select("household_id", _lived="address"), on="household_id").filter(
            pl.col("address") == pl.col("_lived")
        ),
        named,
        _in_order(exact),
    ]
    found = pl.DataFrame(schema={HOME: pl.Int64, "household_id": pl.Int64})
    for way in ways:
        rest = (
            way.select(HOME, "household_id")
            .unique()
            .filter(
                ~pl.col(HOME).is_in(found.get_column(HOME).implode())
                & ~pl.col("household_id").is_in(found.get_column("household_id").implode())
            )
        )
        once = rest.filter(pl.col(HOME).is_unique() & pl.col("household_id").is_unique())
        found = pl.concat([found, once])
    return people.join(found, on=HOME, how="left", maintain_order="left")


def _in_order(exact: pl.DataFrame) -> pl.DataFrame:
    """As many heads of one name and birth in a village as in the register, told apart by nothing: in order.

    So a list that has two of them does not bring in two more when it comes again.
    """
    of = ["area_id", "_spelt", "birth_date"]
    bare = pl.col("personal_number").is_null() & (pl.col("_own") == "")
    pairs = exact.filter(bare.all().over(of)).with_columns(
        pl.col(HOME).n_unique().over(of).alias("_here"),
        pl.col("household_id").n_unique().over(of).alias("_there"),
    )
    whole = pl.len().over(of) == pl.col("_here").pow(2)
    pairs = pairs.filter((pl.col("_here") == pl.col("_there")) & whole)
    return pairs.filter(pl.col(HOME).rank("dense").over(of) == pl.col("household_id").rank("dense").over(of))


def _of_too_many(heads: pl.DataFrame, names: pl.DataFrame) -> pl.DataFrame:
    """Names of a village («không rõ») that tell nobody apart and would give millions of pairs."""
    pair = heads.group_by("area_id", "_name").len("_here")
    pair = pair.join(names.group_by("area_id", "_name").len("_there"), on=["area_id", "_name"])
    return pair.filter(pl.col("_here").cast(pl.Int64) * pl.col("_there") > _MOST_PAIRS)


def _not_given_anew(by_number: pl.DataFrame, claims: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """By number but for those whose head heads another household and is nobody of this: numbered anew."""
    own = claims.select(HOME).unique()
    doubted = by_number.join(own, on=HOME, how="semi").join(claims, on=[HOME, "household_id"], how="anti")
    names = people.select("household_id", plain_expr(pl.col("full_name")).alias("_name"))
    strange = doubted.with_columns(plain_expr(pl.col("full_name")).alias("_name")).join(
        names, on=["household_id", "_name"], how="anti"
    )
    return by_number.join(strange, on=[HOME, "household_id"], how="anti")


def _not_of_another(of_people: pl.DataFrame, claims: pl.DataFrame) -> pl.DataFrame:
    """By members' numbers but for households that the list has under their own head: a member left those."""
    others = of_people.join(claims.select("household_id").unique(), on="household_id", how="semi")
    others = others.join(claims, on=[HOME, "household_id"], how="anti")
    return of_people.join(others, on=[HOME, "household_id"], how="anti")


def _births_agree(one: str, other: str) -> pl.Expr:
    """Whether two births can be one: a year alone agrees with its days, nothing known with everything."""
    return (
        pl.col(one).is_null() | pl.col(other).is_null() | (pl.col(one).dt.year() == pl.col(other).dt.year())
    )


def with_people(people: pl.DataFrame, register: Register) -> pl.DataFrame:
    """`person_id` of every person who is in the household found."""
    known = register.people.select(
        "person_id",
        "household_id",
        pl.col("personal_number").alias("_own"),
        plain_expr(pl.col("full_name")).alias("_name"),
        pl.col("birth_date").alias("_birth"),
    )
    told = people.filter(pl.col("household_id").is_not_null()).with_columns(
        plain_expr(pl.col("full_name")).alias("_name")
    )
    by_number = told.filter(pl.col("personal_number").is_not_null()).join(
        known.filter(pl.col("_own") != ""),
        left_on=["household_id", "personal_number"],
        right_on=["household_id", "_own"],
        suffix="_was",
    )
    # Two numbers that changed places must not make two people change theirs.
    given = [pl.col(name).str.split(" ").list.last() for name in ("_name", "_name_was")]
    by_number = by_number.filter((given[0] == given[1]) | (pl.col("birth_date") == pl.col("_birth")))
    by_former = told.filter(pl.col("former_number").is_not_null()).join(
        register.former.join(known.select("person_id", "household_id"), on="person_id"),
        on=["household_id", "former_number"],
    )
    spelt = register.people.select(
        "person_id", "household_id", "birth_date", full_name=pl.col("full_name").str.to_lowercase()
    )
    # Brothers and sisters of nearly one name, told apart by how it is spelt and by the birth.
    exactly = told.with_columns(pl.col("full_name").str.to_lowercase()).join(
        spelt, on=["household_id", "full_name", "birth_date"], nulls_equal=True
    )
    exactly = exactly.join(known.select("person_id", "_own"), on="person_id").filter(
        pl.col("personal_number").is_null()
        | (pl.col("_own") == "")
        | (pl.col("personal_number") == pl.col("_own"))
    )
    by_name = told.join(known, on=["household_id", "_name"]).filter(
        _births_agree("birth_date", "_birth")
        & ~(
            pl.col("personal_number").is_not_null()
            & (pl.col("_own") != "")
            & (pl.col("personal_number") != pl.col("_own"))
        )
    )
    found = pl.DataFrame(schema={KEY: pl.Int64, "person_id": pl.Int64})
    # A year of birth put right, of who is the only one of that name in a household that is known otherwise.
    nearly = told.join(known, on=["household_id", "_name"]).filter(
        ((pl.col("birth_date").dt.year() - pl.col("_birth").dt.year()).abs() <= _SLIP_OF_A_YEAR)
        & (
            pl.col("personal_number").is_null()
            | (pl.col("_own") == "")
            | (pl.col("personal_number") == pl.col("_own"))
        )
    )
    for way in (by_number, by_former, exactly, by_name, nearly):
        rest = (
            way.select(KEY, "person_id")
            .unique()
            .filter(
                ~pl.col(KEY).is_in(found.get_column(KEY).implode())
                & ~pl.col("person_id").is_in(found.get_column("person_id").implode())
            )
        )
        once = rest.filter(pl.col(KEY).is_unique() & pl.col("person_id").is_unique())
        found = pl.concat([found, once])
    return people.join(found, on=KEY, how="left", maintain_order="left")


def numbers_of(register: Register, scheme: str) -> pl.DataFrame:
    """The numbers of this list in the register, as lists are compared."""
    own = register.numbers.filter(pl.col("scheme") == scheme)
    return own.with_columns(as_number(pl.col("number")).alias("number"))
