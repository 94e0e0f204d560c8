"""Rows that the register cannot take as they are: told and left out, nobody is guessed or taken twice."""

from datetime import date

import polars as pl

from giamngheo.apps.exchange.register.faults import LEFT_OUT, Faults
from giamngheo.apps.exchange.register.finding import KEY, with_homes
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


def refuse_others(people: pl.DataFrame, faults: Faults) -> pl.DataFrame:
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
    return _refuse_strange_heads(people, faults)


def _refuse_strange_heads(people: pl.DataFrame, faults: Faults) -> pl.DataFrame:
    """A household of the register whose head in the list is nobody of it: which is true, people must say."""
    strange = people.filter(
        pl.col(IS_HEAD) & pl.col("household_id").is_not_null() & pl.col("person_id").is_null()
    )
    lost = pl.col(HOME).is_in(strange.get_column(HOME).implode())
    faults.tell(
        people.filter(lost),
        "person",
        "chủ hộ trong danh sách không có trong hộ này ở sổ, nên chưa ghi gì cho hộ",
        "Ghi «chuyển đến» hoặc «đổi chủ hộ» trên trang của hộ rồi nhập lại, hoặc sửa số hộ trong danh sách.",
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
