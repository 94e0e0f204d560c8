"""What of a list is new, changed, unchanged or missing against the register; nothing is written here.

A household is found by the code of the register, by its number in the same list and village, by the personal
numbers of its people, then by the name and birth of its head; a person, in the household found, by number,
then by name and birth. Where two could be meant, none is taken.
"""

import hashlib
import unicodedata
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import polars as pl

from giamngheo.apps.exchange.register.checking import HEAD
from giamngheo.apps.exchange.register.faults import LEFT_OUT, Faults
from giamngheo.apps.exchange.register.reading import HOME, IS_HEAD, as_number
from giamngheo.apps.households.bulk.frames import SAID
from giamngheo.apps.households.bulk.loading import Register, holders_of, written_later
from giamngheo.foundation.text import plain, plain_expr

NEW, ADDED, CHANGED, SAME = "new", "added", "changed", "same"
_BIRTH: Final = ("birth_date", "birth_precision")
_KEY: Final = "key"
_MOST_PAIRS: Final = 10_000
_SLIP_OF_A_YEAR: Final = 2
_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True)
class Plan:
    """What would be written. `people` has every row taken, with `status`, `household_id`, `person_id`, `key`.

    `changes` are the fields that would change (`person_id`, `area_id`, fields; NULL: stays), `told_changes`
    the same for the eye (`person_id`, `field`, `before`, `after`); `missing_people` and `missing_homes` are
    in the register and not in the list; `suspected` are pairs of a new row and a person of the register.
    """

    people: pl.DataFrame
    changes: pl.DataFrame
    memberships: pl.DataFrame
    residences: pl.DataFrame
    numbers: pl.DataFrame
    told_changes: pl.DataFrame
    missing_people: pl.DataFrame
    missing_homes: pl.DataFrame
    suspected: pl.DataFrame = field(default_factory=pl.DataFrame)

    @property
    def counts(self) -> dict[str, int]:
        """How much of each."""
        status = self.people.get_column("status")
        homes = self.people.unique(HOME, keep="any")
        return {
            "rows": self.people.height,
            "new_homes": homes.filter(pl.col("household_id").is_null()).height,
            "known_homes": homes.filter(pl.col("household_id").is_not_null()).height,
            "new": int((status == NEW).sum()),
            "added": int((status == ADDED).sum()),
            "changed": int((status == CHANGED).sum()),
            "same": int((status == SAME).sum()),
            "moved": self.residences.height,
            "missing_people": self.missing_people.height,
            "missing_homes": self.missing_homes.height,
        }

    @property
    def mark(self) -> str:
        """Another mark, something else would be written."""
        digest = hashlib.sha256()
        for frame in (self.people, self.changes, self.memberships, self.residences, self.numbers):
            digest.update(frame.write_csv().encode() if not _lists(frame) else frame.write_json().encode())
        return digest.hexdigest()


def compare(
    people: pl.DataFrame,
    register: Register,
    scheme: str,
    day: date,
    faults: Faults,
    *,
    flat: bool,
    begun: Register | None = None,
) -> Plan:
    """Find every row in the register and tell what it would change; `begun` came after the list's day."""
    people = people.with_row_index(_KEY).with_columns(pl.col(_KEY).cast(pl.Int64))
    people = _with_homes(people, register, scheme)
    if begun is not None:
        people = _refuse_begun(people, begun, scheme, day, faults)
    people = _with_people(people, register)
    people = _refuse_others(people, faults)
    people = _refuse_later(people, day, faults)
    known = people.filter(pl.col("person_id").is_not_null())
    changes, told = _changes(known, register)
    members = _memberships(people, register)
    changed = pl.concat([changes.get_column("person_id"), members.get_column("person_id")]).unique().implode()
    status = (
        pl.when(pl.col("household_id").is_null())
        .then(pl.lit(NEW))
        .when(pl.col("person_id").is_null())
        .then(pl.lit(ADDED))
        .when(pl.col("person_id").is_in(changed))
        .then(pl.lit(CHANGED))
        .otherwise(pl.lit(SAME))
    )
    people = people.with_columns(status.alias("status"))
    found = people.get_column("household_id").drop_nulls().unique().implode()
    homes = register.homes.filter(pl.col("area_id").is_in(people.get_column("area_id").unique().implode()))
    persons = people.get_column("person_id").drop_nulls().implode()
    absent = register.people.filter(pl.col("household_id").is_in(found) & ~pl.col("person_id").is_in(persons))
    return Plan(
        people,
        changes,
        members,
        _residences(people, register),
        _numbers(people, register, scheme),
        told,
        absent if flat else absent.clear(),
        homes.filter(~pl.col("household_id").is_in(found)),
    )


def _with_homes(people: pl.DataFrame, register: Register, scheme: str) -> pl.DataFrame:
    """`household_id` of every household of the list that is in the register."""
    heads = people.filter(pl.col(IS_HEAD)).select(
        HOME, "code", "number", "area_id", "full_name", *_BIRTH, "personal_number"
    )
    numbers = _numbers_of(register, scheme).join(register.homes, on="household_id")
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
        named,
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


def _refuse_begun(
    people: pl.DataFrame, begun: Register, scheme: str, day: date, faults: Faults
) -> pl.DataFrame:
    """A household that the register has only from a later day is not taken in a second time."""
    new = people.filter(pl.col("household_id").is_null()).drop("household_id")
    if begun.homes.is_empty() or new.is_empty():
        return people
    homes = _with_homes(new, begun, scheme).filter(pl.col("household_id").is_not_null())
    lost = pl.col(HOME).is_in(homes.get_column(HOME).unique().implode())
    faults.tell(
        people.filter(lost),
        "person",
        f"hộ này đã có trong sổ, nhưng từ sau ngày {day:%d/%m/%Y} của danh sách",
        "Xem lại ngày của danh sách: ghi ngày muộn hơn, hoặc sửa trên trang của hộ.",
        LEFT_OUT,
    )
    return people.filter(~lost)


def _births_agree(one: str, other: str) -> pl.Expr:
    """Whether two births can be one: a year alone agrees with its days, nothing known with everything."""
    return (
        pl.col(one).is_null() | pl.col(other).is_null() | (pl.col(one).dt.year() == pl.col(other).dt.year())
    )


def _with_people(people: pl.DataFrame, register: Register) -> pl.DataFrame:
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
    found = pl.DataFrame(schema={_KEY: pl.Int64, "person_id": pl.Int64})
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
            way.select(_KEY, "person_id")
            .unique()
            .filter(
                ~pl.col(_KEY).is_in(found.get_column(_KEY).implode())
                & ~pl.col("person_id").is_in(found.get_column("person_id").implode())
            )
        )
        once = rest.filter(pl.col(_KEY).is_unique() & pl.col("person_id").is_unique())
        found = pl.concat([found, once])
    return people.join(found, on=_KEY, how="left", maintain_order="left")


def _refuse_others(people: pl.DataFrame, faults: Faults) -> pl.DataFrame:
    """Who would be new and bears the number of somebody in another household is for a person to clear up."""
    new = people.filter(pl.col("person_id").is_null() & pl.col("personal_number").is_not_null())
    holders = holders_of(new.get_column("personal_number").to_list()).unique("personal_number")
    taken = new.join(holders.select("personal_number", "name", _code="code"), on="personal_number")
    reason = pl.format("số định danh này trong sổ là của {} ở hộ {}", "name", "_code")
    remedy = "Nếu là một người: ghi «chuyển đến» cho người đó rồi nhập lại; nếu không: sửa số định danh."
    taken_keys = taken.get_column(_KEY).implode()
    faults.tell(taken, "personal_number", reason, remedy, LEFT_OUT)
    people = people.filter(~pl.col(_KEY).is_in(taken_keys))
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


def _refuse_later(people: pl.DataFrame, day: date, faults: Faults) -> pl.DataFrame:
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


def _changes(known: pl.DataFrame, register: Register) -> tuple[pl.DataFrame, pl.DataFrame]:
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
        if _as_heard(now) == _as_heard(was) or (now.isascii() and plain(now) == plain(was))
    ]
    told = pl.DataFrame(same, schema={"full_name": pl.String, "full_name_was": pl.String}, orient="row")
    found = pair.join(told.with_columns(_same=True), on=["full_name", "full_name_was"], how="left")
    return found.get_column("_same").fill_null(value=False)


def _as_heard(name: str) -> str:
    """Each word as its letters without tones and its tones behind them: where a tone stands says nothing."""
    words = []
    for word in unicodedata.normalize("NFD", name.lower()).split():
        tones = [mark for mark in word if mark in _TONES]
        words.append("".join(mark for mark in word if mark not in _TONES) + "".join(tones))
    return " ".join(words)


def _shown(name: str, dtype: pl.DataType) -> pl.Expr:
    if isinstance(dtype, pl.List):
        return pl.col(name).list.join(", ")
    return pl.col(name).dt.strftime("%d/%m/%Y") if dtype == pl.Date else pl.col(name).cast(pl.String)


def _memberships(people: pl.DataFrame, register: Register) -> pl.DataFrame:
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


def _residences(people: pl.DataFrame, register: Register) -> pl.DataFrame:
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


def _numbers(people: pl.DataFrame, register: Register, scheme: str) -> pl.DataFrame:
    """Numbers of this list that households of the register do not have yet."""
    heads = people.filter(
        pl.col(IS_HEAD) & pl.col("household_id").is_not_null() & pl.col("number").is_not_null()
    )
    had = _numbers_of(register, scheme)
    return heads.join(had, on=["household_id", "number"], how="anti").select(
        "household_id", "area_id", "number", scheme=pl.lit(scheme)
    )


def _numbers_of(register: Register, scheme: str) -> pl.DataFrame:
    """The numbers of this list in the register, as lists are compared."""
    own = register.numbers.filter(pl.col("scheme") == scheme)
    return own.with_columns(as_number(pl.col("number")).alias("number"))


def _lists(frame: pl.DataFrame) -> bool:
    return any(isinstance(dtype, pl.List) for dtype in frame.schema.values())
