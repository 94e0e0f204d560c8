"""Rows that stand in a list more than once: one row, one head, one number; what else they say is kept."""

from typing import Final

import polars as pl

from giamngheo.apps.exchange.register.classing import OF_CLASSES, SAID_CLASS, of_one_class
from giamngheo.apps.exchange.register.faults import LEFT_OUT, NOTED, Faults
from giamngheo.apps.exchange.register.fields import register_fields
from giamngheo.apps.exchange.register.row_words import HOME, IS_HEAD, ROW, SHEET
from giamngheo.apps.exchange.register.spelling import as_heard
from giamngheo.apps.households.personal_numbers import tidied
from giamngheo.foundation.sheets.values import day
from giamngheo.foundation.text import plain_expr

CALLED: Final = "_called"
"""A name as it is compared."""
_OF, _BESIDE, _HASH = "_of", "_beside", "_hash"
_BIRTHS: Final = ("birth_date", "birth_male", "birth_female")
_ONE_FAMILY: Final = "\n"


def without_doubles(frame: pl.DataFrame, faults: Faults) -> pl.DataFrame:
    """Each row once: of rows that say the same in all columns the first, of a head told twice the fuller.

    Households without numbers are one only where all their people are; heads of one name of whom the list
    says nothing else are two where their ordinal or number of members differs, and told.
    """
    name = plain_expr(pl.col("person"))
    told = [column for column in frame.columns if column in register_fields() and column not in OF_CLASSES]
    counted = [column for column in told if column not in ("ordinal", "member_count", "household", "village")]
    frame = _with_families(frame.with_columns(name.alias(CALLED)))
    identity = [*counted, _OF, _BESIDE, "_place"]
    if SAID_CLASS in frame.columns:
        # Of what is the same the hash is enough to ask what else it says.
        frame = frame.with_columns(pl.struct(identity).hash().alias(_HASH))
        frame = of_one_class(frame, [_HASH], faults).drop(_HASH)
    same = frame.select(pl.struct(identity).is_first_distinct()).to_series()
    if not same.all():
        _tell_the_same(frame.with_columns(pl.col(ROW).first().over(identity).alias("_at")), same, faults)
    frame = of_one_class(frame.filter(same), [HOME], faults)
    # What only one of the rows of a head says is kept.
    said = [column for column in counted if column not in ("person", "head", "relationship")]
    frame = frame.with_columns(
        pl.when(IS_HEAD)
        .then(pl.coalesce(column, pl.col(column).drop_nulls().first().over(HOME, CALLED, IS_HEAD)))
        .otherwise(column)
        .alias(column)
        for column in said
    )
    again = pl.col(IS_HEAD) & ~pl.struct(HOME, CALLED).is_first_distinct()
    twice = frame.select(again.fill_null(value=False)).to_series()
    faults.tell(
        frame.filter(twice),
        "person",
        "chủ hộ này đã có ở dòng khác của cùng hộ; lấy dòng kia",
        "Mỗi người ghi một dòng.",
        NOTED,
    )
    frame = _without_members_twice(frame.filter(~twice), faults)
    _tell_heads_alike(frame, faults)
    return frame.drop(_BESIDE)


def _with_families(frame: pl.DataFrame) -> pl.DataFrame:
    """`_of`: whose row it is, by number or by the names of all the family; `_beside`: what else parts two."""
    head = pl.col(CALLED).filter(pl.col(IS_HEAD)).first().over(HOME)
    alone = pl.lit(value=False)
    family = pl.lit(None, pl.String)
    if frame.get_column("_number").is_null().any():
        names = pl.col(CALLED).drop_nulls().sort().str.join(_ONE_FAMILY)
        families = frame.filter(pl.col("_number").is_null()).group_by(HOME).agg(names.alias("_family"))
        frame = frame.join(families, on=HOME, how="left", maintain_order="left")
        family = pl.col("_family")
        alone = family.is_not_null() & ~family.str.contains(_ONE_FAMILY, literal=True)
    known = [name for name in (*_BIRTHS, "personal_number", "former_number") if name in frame.columns]
    bare = pl.all_horizontal(alone, *(pl.col(name).is_null() for name in known))
    parts = [pl.col(name) for name in ("ordinal", "member_count") if name in frame.columns]
    beside = pl.concat_str(*(part.fill_null("") for part in parts), separator="/") if parts else pl.lit("")
    number = pl.col("_number")
    return frame.with_columns(
        pl.coalesce(number, pl.concat_str(head.fill_null(""), family.fill_null(""), separator="/")).alias(
            _OF
        ),
        pl.when(bare & number.is_null()).then(beside).alias(_BESIDE),
    ).drop("_family", strict=False)


def _tell_the_same(frame: pl.DataFrame, same: pl.Series, faults: Faults) -> None:
    bare = pl.col(_BESIDE).is_not_null()
    faults.tell(
        frame.filter(~same).filter(~bare),
        "person",
        "dòng này giống hệt một dòng ở trên; chỉ lấy một lần",
        "Xoá dòng thừa nếu bạn giữ tệp này.",
        NOTED,
    )
    faults.tell(
        frame.filter(~same).filter(bare),
        "person",
        pl.format("giống hệt dòng {}: một hộ ghi hai lần, hay hai chủ hộ cùng tên? Chỉ lấy một lần", "_at"),
        "Nếu là hai hộ: ghi số hộ, hoặc năm sinh, số định danh của từng chủ hộ. Nếu là một: xoá dòng thừa.",
        NOTED,
    )


def _without_members_twice(frame: pl.DataFrame, faults: Faults) -> pl.DataFrame:
    """One member twice in a household, with other data: the first row is taken, both are named.

    Two of one name whose births, numbers or (where a birth is missing) relationships differ are two people.
    """
    again = frame.select(
        (pl.col(CALLED).is_not_null() & ~pl.struct(HOME, CALLED).is_first_distinct()).alias("again")
    ).to_series()
    if not again.any():
        return frame
    homes = frame.filter(again).get_column(HOME).unique().implode()
    some = frame.filter(pl.col(HOME).is_in(homes)).with_row_index("_place_in")
    # Sisters may be called Hoa and Hoà: the same name is what is heard.
    names = {name: as_heard(name) for name in some.get_column("person").drop_nulls().unique().to_list()}
    heard = pl.col("person").replace_strict(names, default=None, return_dtype=pl.String)
    some = some.with_columns(heard.alias("_heard"))
    year, month, number, _ = day(_births(some))
    some = some.with_columns(year.alias("_y"), month.alias("_m"), number.alias("_d"))
    own = tidied(pl.col("personal_number")).replace("", None) if "personal_number" in some.columns else None
    some = some.with_columns((pl.lit(None, pl.String) if own is None else own).alias("_n"))
    of = [HOME, "_heard"]
    kin = plain_expr(pl.col("relationship"))
    first = {part: pl.col(part).first().over(of) for part in ("_y", "_m", "_d", "_n", ROW)}
    same = {part: (pl.col(part) == first[part]).fill_null(value=True) for part in ("_y", "_m", "_d", "_n")}
    one_number = (pl.col("_n") == first["_n"]).fill_null(value=False)
    both_born = pl.col("_y").is_not_null() & first["_y"].is_not_null()
    one_birth = same["_y"] & same["_m"] & same["_d"]
    one_kin = (kin == kin.first().over(of)).fill_null(value=True)
    is_one = one_number | (same["_n"] & one_birth & (both_born | one_kin))
    is_later = ~pl.struct(of).is_first_distinct() & pl.col("_heard").is_not_null()
    twice = some.filter(is_later & is_one & ~pl.col(IS_HEAD)).select("_place_in", HOME)
    told = some.with_columns(first[ROW].alias("_at")).join(twice, on=["_place_in", HOME], how="semi")
    faults.tell(
        told,
        "person",
        pl.format("người này đã ghi ở dòng {} của cùng hộ với thông tin khác; lấy dòng {}", "_at", "_at"),
        "Giữ một dòng cho mỗi người; nếu là hai người thì ghi ngày sinh hoặc số định danh từng người.",
        LEFT_OUT,
    )
    lost = told.select(HOME, SHEET, ROW, CALLED)
    return frame.join(
        lost, on=[HOME, SHEET, ROW, CALLED], how="anti", maintain_order="left", nulls_equal=True
    )


def _births(rows: pl.DataFrame) -> pl.Series:
    """What each row says of a birth, as text."""
    born = [pl.col(name) for name in _BIRTHS if name in rows.columns]
    return rows.with_columns(pl.coalesce(*born, pl.lit(None, pl.String)).alias("_born")).get_column("_born")


def _tell_heads_alike(frame: pl.DataFrame, faults: Faults) -> None:
    """Heads of one name in a village without numbers of households, whom nothing sure tells apart."""
    heads = frame.filter(pl.col(IS_HEAD) & pl.col("_number").is_null() & pl.col(CALLED).is_not_null())
    if heads.select(pl.struct("_place", CALLED).is_unique().all()).item():
        return
    heads = heads.filter(pl.struct("_place", CALLED).is_duplicated())
    heads = heads.with_columns(day(_births(heads)).year.alias("_y"))
    own = pl.col("personal_number") if "personal_number" in heads.columns else pl.lit(None, pl.String)
    heads = heads.with_columns(own.alias("_n"))
    of = ["_place", CALLED]
    alike = [(pl.col(part) == pl.col(part).first().over(of)).fill_null(value=True) for part in ("_y", "_n")]
    later = ~pl.struct(of).is_first_distinct()
    told = heads.with_columns(pl.col(ROW).first().over(of).alias("_at")).filter(
        later & pl.all_horizontal(alike)
    )
    faults.tell(
        told,
        "person",
        pl.format("cùng tên chủ hộ, cùng thôn với dòng {}; đã nhận là hai hộ", "_at"),
        "Nếu là một hộ: xoá một dòng rồi nhập lại. Nếu là hai: ghi số hộ hoặc năm sinh để lần sau không lẫn.",
        NOTED,
    )


def refuse_two_heads(frame: pl.DataFrame, faults: Faults) -> pl.DataFrame:
    """A number of a place that two households of a sheet bear: nobody is guessed, the later one is left out.

    Sheets that each begin with one («Nghèo», «Cận nghèo») are lists of their own.
    """
    first = pl.col(HOME).min().over("_number", "_place", SHEET)
    other = frame.select(
        (pl.col("_number").is_not_null() & (pl.col(HOME) != first)).alias("other")
    ).to_series()
    faults.tell(
        frame.filter(other),
        "household",
        "số hộ này đã dùng cho một hộ khác ở cùng thôn",
        "Ghi mỗi hộ trong thôn một số riêng.",
        LEFT_OUT,
    )
    return frame.filter(~other)
