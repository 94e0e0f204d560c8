"""Rows that the register cannot take as they are: told and left out, nobody is guessed or taken twice."""

from datetime import date

import polars as pl

from giamngheo.apps.exchange.register.checking import HEAD
from giamngheo.apps.exchange.register.faults import LEFT_OUT, NOTED, Faults
from giamngheo.apps.exchange.register.finding import KEY, numbers_of, with_homes
from giamngheo.apps.exchange.register.row_words import HOME, IS_HEAD
from giamngheo.apps.households.bulk.loading import Register, holders_of, written_later


def refuse_begun(
    people: pl.DataFrame, begun: Register, scheme: str, day: date, faults: Faults
) -> pl.DataFrame:
    """A household that the register has only from a later day is not taken in a second time."""
    new = people.filter(pl.col("household_id").is_null()).drop("household_id")
    if begun.homes.is_empty() or new.is_empty():
        return people
    homes = with_homes(new, begun, scheme).filter(pl.col("household_id").is_not_null())
    lost = pl.col(HOME).is_in(homes.get_column(HOME).unique().implode())
    faults.tell(
        people.filter(lost),
        "person",
        f"hộ này đã có trong sổ, nhưng từ sau ngày {day:%d/%m/%Y} của danh sách",
        "Xem lại ngày của danh sách: ghi ngày muộn hơn, hoặc sửa trên trang của hộ.",
        LEFT_OUT,
    )
    return people.filter(~lost)


def refuse_others(people: pl.DataFrame, register: Register, scheme: str, faults: Faults) -> pl.DataFrame:
    """Who would be new and bears the number of somebody in another household is for a person to clear up."""
    new = people.filter(pl.col("person_id").is_null() & pl.col("personal_number").is_not_null())
    holders = holders_of(new.get_column("personal_number").to_list()).unique("personal_number")
    taken = new.join(holders.select("personal_number", "name", _code="code"), on="personal_number")
    reason = pl.format("số định danh này trong sổ là của {} ở hộ {}", "name", "_code")
    remedy = "Nếu là một người: ghi «chuyển đến» cho người đó rồi nhập lại; nếu không: sửa số định danh."
    taken_keys = taken.get_column(KEY).implode()
    faults.tell(taken, "personal_number", reason, remedy, LEFT_OUT)
    people = people.filter(~pl.col(KEY).is_in(taken_keys))
    # Without its head a new household cannot be written.
    headless = people.select(
        (pl.col("household_id").is_null() & (pl.col(IS_HEAD).sum().over(HOME) == 0)).alias("lost")
    ).to_series()
    faults.tell(
        people.filter(headless),
        "person",
        "chủ hộ của hộ mới này chưa nhận được nên cả hộ chưa ghi",
        "Sửa dòng của chủ hộ rồi nhập lại.",
        LEFT_OUT,
    )
    people = people.filter(~headless)
    return _refuse_strange_heads(people, register, scheme, faults)


def _refuse_strange_heads(
    people: pl.DataFrame, register: Register, scheme: str, faults: Faults
) -> pl.DataFrame:
    """A household of the register whose head in the list is nobody of it: which is true, people must say.

    So it is with a household that moves to a village under a number that another bears there.
    """
    strange = people.filter(
        pl.col(IS_HEAD) & pl.col("household_id").is_not_null() & pl.col("person_id").is_null()
    )
    lost = pl.col(HOME).is_in(strange.get_column(HOME).implode())
    had = numbers_of(register, scheme).select("household_id", "number", _is_number=True).unique()
    told = people.filter(lost).join(_called(register), on="household_id", how="left", maintain_order="left")
    told = told.join(had, on=["household_id", "number"], how="left", maintain_order="left")
    found = pl.when(pl.col("_is_number")).then(pl.format("số hộ {} của thôn này", "number"))
    faults.tell(
        told,
        "person",
        pl.format(
            "trong sổ, {} là hộ {} (chủ hộ {}); chủ hộ trong danh sách không có trong hộ đó nên chưa ghi gì",
            found.otherwise(pl.lit("hộ tìm thấy theo mã hoặc số định danh")),
            "_code",
            "_head",
        ),
        "Nếu là hộ khác: ghi một số hộ chưa dùng; hộ mới chuyển tới thôn thì ghi việc chuyển trên trang của "
        "hộ. Nếu đúng hộ: ghi «đổi chủ hộ» hoặc «chuyển đến» trên trang của hộ. Rồi nhập lại.",
        LEFT_OUT,
    )
    return people.filter(~lost)


def refuse_later(people: pl.DataFrame, day: date, faults: Faults) -> pl.DataFrame:
    """What was written of days after the list's stays: those rows are left out and told."""
    later = written_later(
        people.get_column("household_id").drop_nulls().unique().to_list(),
        people.get_column("person_id").drop_nulls().to_list(),
        day,
    )
    if later.is_empty():
        return people
    homes = later.filter(pl.col("household_id").is_not_null()).get_column("household_id").implode()
    persons = later.filter(pl.col("person_id").is_not_null()).get_column("person_id").implode()
    lost = (pl.col("household_id").is_in(homes) | pl.col("person_id").is_in(persons)).fill_null(value=False)
    faults.tell(
        people.filter(lost),
        "person",
        f"sổ đã ghi việc của hộ hoặc người này sau ngày {day:%d/%m/%Y} của danh sách",
        "Ghi ngày của danh sách muộn hơn, hoặc sửa trên trang của hộ.",
        LEFT_OUT,
    )
    return people.filter(~lost)


def tell_numbers_taken(
    people: pl.DataFrame, numbers: pl.DataFrame, register: Register, scheme: str, faults: Faults
) -> None:
    """A household that comes under a number which another of the village bears and keeps: told."""
    if numbers.is_empty():
        return
    had = numbers_of(register, scheme).join(register.homes, on="household_id")
    had = had.select("number", "area_id", other="household_id")
    heads = people.filter(pl.col(IS_HEAD))
    numbered_anew = heads.filter(pl.col("number").is_not_null()).select("household_id", _now="number")
    taken = numbers.select("household_id", "area_id", "number").join(had, on=["number", "area_id"])
    taken = taken.filter(pl.col("other") != pl.col("household_id"))
    taken = taken.join(numbered_anew, left_on="other", right_on="household_id", how="left")
    taken = taken.filter((pl.col("_now") == pl.col("number")).fill_null(value=True))
    taken = taken.unique(["household_id", "number"], keep="first", maintain_order=True)
    called = _called(register).rename({"household_id": "other"})
    told = heads.join(taken.join(called, on="other"), on=["household_id", "number"])
    faults.tell(
        told,
        "household",
        pl.format("số hộ {} của thôn này trong sổ còn là của hộ {} (chủ hộ {})", "number", "_code", "_head"),
        "Vẫn ghi được, nhưng lần sau số này không đủ để nhận ra hộ: ghi cho mỗi hộ trong thôn một số riêng.",
        NOTED,
    )


def _called(register: Register) -> pl.DataFrame:
    """Of every household its code and head, as messages name it."""
    heads = register.people.filter(pl.col("relationship") == HEAD).unique("household_id", keep="first")
    homes = register.homes.select("household_id", _code="code")
    return homes.join(
        heads.select("household_id", _head="full_name"), on="household_id", how="left"
    ).with_columns(pl.col("_head").fill_null("chưa rõ"))
