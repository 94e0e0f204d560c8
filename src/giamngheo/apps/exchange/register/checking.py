"""What the rows say, in the values of the register; what cannot be is told and left open, the rest kept."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Final

import polars as pl

from giamngheo.apps.exchange.lists.villages import core_of
from giamngheo.apps.exchange.register.faults import CELL, LEFT_OUT, NOTED, Faults
from giamngheo.apps.exchange.register.fields import CHOICES, NUMBERS, TICKS
from giamngheo.apps.exchange.register.numbering import numbered
from giamngheo.apps.exchange.register.row_words import HOME, IS_HEAD, IS_SPOUSE, SHEET
from giamngheo.apps.households.particulars import FROM_LISTS, choices_of
from giamngheo.foundation.sheets import values
from giamngheo.foundation.text import plain
from giamngheo.law.library import code_list
from giamngheo.law.questionnaires.library import questionnaire

HEAD: Final = "head"
_LONGEST_NAME: Final = 200
_LEAST_BIRTH: Final = date(1900, 1, 1)
_SEXES: Final = {
    "nam": "male",
    "nu": "female",
    "trai": "male",
    "gai": "female",
    "male": "male",
    "female": "female",
}


@dataclass(frozen=True)
class Place:
    """The unit that a file speaks of and its villages, by what tells them apart («dong», «3»).

    Where that is one word for two of them («Đông» and «Đồng», «Thôn 3» and «Tổ dân phố 3»: `unclear`), only
    the name as it is spelt tells which is meant (`spelt`).
    """

    area_id: int
    name: str
    villages: Mapping[str, int]
    spelt: Mapping[str, int] = field(default_factory=dict)
    unclear: frozenset[str] = frozenset()

    def area_of(self, word: str) -> int | None:
        """The village that a word means, the unit itself where it names that, None where nothing is sure."""
        if plain(word) in (plain(self.name), core_of(self.name)):
            return self.area_id
        return self.spelt.get(as_spelt(word)) or self.villages.get(core_of(word))


def as_spelt(name: str) -> str:
    """A name in small letters with its accents."""
    return " ".join(unicodedata.normalize("NFC", name).lower().split())


def checked(rows: pl.DataFrame, place: Place, day: date, faults: Faults) -> pl.DataFrame:
    """The rows as people of the register: `sheet`, `row`, `home`, `is_head`, `number`, `code`, `area_id`, …

    Columns by the fields of `Particulars`, `relationship`, `former_number`, `address`; a column is there only
    where the file has it. Rows of a household without a head, a name or a village are left out and told.
    """
    headed = pl.col(IS_HEAD).sum().over(HOME).alias("_heads")
    people = _named(rows.with_columns(headed, relationship_told="relationship"), faults)
    people = _placed(people, place, faults)
    people = _short(people, faults)
    people = _related(people, faults)
    people = _sexed(people, faults)
    people = _born(people, day, faults)
    people = numbered(people, faults)
    for name in CHOICES:
        if name in people.columns:
            people = _chosen(people, name, faults)
    for name in TICKS:
        if name in people.columns:
            people = _read(
                people, name, values.tick, "Ghi x, có hoặc 1 nếu có; không hoặc 0 nếu không.", faults
            )
    for name in NUMBERS:
        if name in people.columns:
            people = _measured(people, name, faults)
    if "phone" in people.columns:
        digits = pl.col("phone").str.replace_all(r"[\s.\-()]", "")
        people = people.with_columns(digits.str.slice(0, 20).alias("phone"))
    people = _headed(people, faults)
    _counted(people, faults)
    return people.rename({"_number": "number"})


def _named(rows: pl.DataFrame, faults: Faults) -> pl.DataFrame:
    name = pl.col("person")
    reasons = (
        pl.when(name.is_null())
        .then(pl.lit("chưa có họ tên"))
        .when(name.str.contains(r"^#\S+[!?]$|^#N/A$") | ~name.str.contains(r"\p{L}"))
        .then(pl.lit("không phải họ tên"))
        .when(name.str.contains(r"[()\[\]]"))
        .then(pl.lit("họ tên kèm ghi chú trong ngoặc"))
        .when(name.str.contains(r"\d"))
        .then(pl.lit("họ tên có chữ số"))
        .when(name.str.len_chars() > _LONGEST_NAME)
        .then(pl.lit("họ tên dài hơn 200 chữ"))
    )
    told = rows.with_columns(reasons.alias("_reason"))
    wrong = told.filter(pl.col("_reason").is_not_null())
    faults.tell(wrong, "person", pl.col("_reason"), "Ghi đủ họ và tên trong ô này, không kèm số.", LEFT_OUT)
    kept = told.filter(pl.col("_reason").is_null()).drop("_reason")
    shouted = name.str.to_uppercase() == name
    return kept.with_columns(
        pl.when(shouted).then(name.str.to_titlecase()).otherwise(name).alias("full_name")
    )


def _placed(rows: pl.DataFrame, place: Place, faults: Faults) -> pl.DataFrame:
    """The village of each household; a list that names none is of the unit itself."""
    sheets = {sheet: sheet for sheet in rows.get_column(SHEET).unique() if place.area_of(sheet) is not None}
    of_sheet = pl.col(SHEET).replace_strict(sheets, default=None, return_dtype=pl.String)
    rows = rows.with_columns(pl.coalesce("village", of_sheet).alias("village"))
    words = rows.get_column("village").drop_nulls().unique().to_list()
    found = {word: here for word in words if (here := place.area_of(word)) is not None}
    area = pl.col("village").replace_strict(found, default=None, return_dtype=pl.Int64)
    told = rows.with_columns(
        pl.when(pl.col("village").is_null()).then(pl.lit(place.area_id)).otherwise(area).alias("area_id")
    )
    if not place.villages and not place.unclear and words:
        # The product knows no village of this unit yet: nobody is lost for that.
        return told.with_columns(pl.col("area_id").fill_null(place.area_id))
    lost = pl.col("area_id").is_null()
    unclear = pl.col("village").is_in([word for word in words if core_of(word) in place.unclear])
    faults.tell(
        told.filter(lost & unclear),
        "village",
        pl.format("«{}» có thể là hơn một thôn, tổ dân phố của {}", "village", pl.lit(place.name)),
        "Ghi đủ loại và tên, có dấu, như ở «Đơn vị hành chính».",
        LEFT_OUT,
    )
    faults.tell(
        told.filter(lost & ~unclear),
        "village",
        pl.format("không có thôn, tổ dân phố «{}» trong {}", "village", pl.lit(place.name)),
        "Sửa tên thôn cho đúng, hoặc thêm thôn ở «Đơn vị hành chính» rồi nhập lại.",
        LEFT_OUT,
    )
    return told.filter(~lost)


def _short(rows: pl.DataFrame, faults: Faults) -> pl.DataFrame:
    """Numbers and addresses of a length that the register keeps."""
    for name, shown, longest in (("_number", "household", 60), ("address", "address", 300)):
        long = rows.select((pl.col(name).str.len_chars() > longest).fill_null(value=False)).to_series()
        faults.tell(rows.filter(long), shown, f"dài hơn {longest} chữ", "Ghi ngắn lại.", CELL)
        rows = rows.with_columns(pl.when(~long).then(pl.col(name)).alias(name))
    return rows


def _related(rows: pl.DataFrame, faults: Faults) -> pl.DataFrame:
    """How each stands to the head; who heads is told by `is_head`."""
    head = pl.col(IS_HEAD)
    # However it is written who heads («CH»), that is known already.
    rows = rows.with_columns(pl.when(~head).then(pl.col("relationship")).alias("relationship"))
    rows = _chosen(rows, "relationship", faults)
    other = pl.when(pl.col("relationship") == HEAD).then(None).otherwise(pl.col("relationship"))
    return rows.with_columns(pl.when(head).then(pl.lit(HEAD)).otherwise(other).alias("relationship"))


def _sexed(rows: pl.DataFrame, faults: Faults) -> pl.DataFrame:
    told = []
    if "sex" in rows.columns:
        words = {word: _SEXES.get(plain(word)) for word in rows.get_column("sex").drop_nulls().unique()}
        value = pl.col("sex").replace_strict(words, default=None, return_dtype=pl.String)
        wrong = rows.filter(pl.col("sex").is_not_null() & value.is_null())
        faults.tell(wrong, "sex", "không phải «nam» hay «nữ»", "Ghi Nam hoặc Nữ; chưa rõ thì để trống.", CELL)
        told.append(value)
    for name, sex in (("is_male", "male"), ("is_female", "female")):
        if name in rows.columns:
            ticked, problem = values.tick(rows.get_column(name))
            # In a column of years of men a year stands where others tick.
            told.append(pl.when(ticked.fill_null(value=False)).then(pl.lit(sex)))
            faults.tell(
                rows.filter(problem.is_not_null()), name, "không rõ có đánh dấu hay không", "Ghi x.", CELL
            )
    for name, sex in (("birth_male", "male"), ("birth_female", "female")):
        if name in rows.columns:
            told.append(pl.when(pl.col(name).is_not_null()).then(pl.lit(sex)))
    return rows.with_columns(pl.coalesce(*told).alias("sex")) if told else rows


def _born(rows: pl.DataFrame, day: date, faults: Faults) -> pl.DataFrame:
    columns = [name for name in ("birth_date", "birth_male", "birth_female") if name in rows.columns]
    if not columns:
        return rows
    cells = rows.select(pl.coalesce(*columns).alias("cell"))
    year, month, number, problem = values.day(cells.get_column("cell"))
    parts = pl.DataFrame({"y": year, "m": month, "d": number, "said": problem})
    born = parts.select(
        pl.date("y", pl.col("m").fill_null(1), pl.col("d").fill_null(1)).alias("birth"),
        pl.when(pl.col("d").is_not_null())
        .then(pl.lit("day"))
        .when(pl.col("m").is_not_null())
        .then(pl.lit("month"))
        .when(pl.col("y").is_not_null())
        .then(pl.lit("year"))
        .alias("precision"),
        "said",
    ).with_columns(
        pl.when(pl.col("birth") > day)
        .then(pl.lit("ngày sinh sau ngày của danh sách"))
        .when(pl.col("birth") < _LEAST_BIRTH)
        .then(pl.lit("năm sinh quá xa"))
        .otherwise(pl.col("said"))
        .alias("reason")
    )
    told = rows.with_columns(
        cells.get_column("cell").alias("_cell"), *born.select("birth", "precision", "reason")
    )
    wrong = pl.col("reason").is_not_null()
    for name in columns:
        faults.tell(
            told.filter(wrong & pl.col(name).is_not_null()),
            name,
            pl.col("reason").str.strip_chars_end(". "),
            "Ghi ngày/tháng/năm, tháng/năm hoặc năm sinh, ví dụ 15/8/1980.",
            CELL,
        )
    return told.with_columns(
        pl.when(~wrong).then(pl.col("birth")).alias("birth_date"),
        pl.when(~wrong & pl.col("birth").is_not_null()).then(pl.col("precision")).alias("birth_precision"),
    ).drop("_cell", "birth", "precision", "reason")


@lru_cache
def _words(name: str) -> Mapping[str, str]:
    """The codes of a choice by all words, without accents, that lists write for it."""
    found = {plain(word): code for code, label in choices_of(name).items() for word in (code, label)}
    if name in FROM_LISTS:
        for code in code_list(FROM_LISTS[name]).values():
            found |= {plain(word): code.id for word in code.also}
            if code.number:
                found[code.number] = code.id
    return found


def _chosen(rows: pl.DataFrame, name: str, faults: Faults) -> pl.DataFrame:
    known = _words(name)
    said = {word: plain(word) for word in rows.get_column(name).drop_nulls().unique().to_list()}
    value = pl.col(name).replace_strict(
        {word: known.get(form) for word, form in said.items()}, default=None, return_dtype=pl.String
    )
    wrong = rows.filter(pl.col(name).is_not_null() & value.is_null())
    told = ", ".join(list(choices_of(name).values())[:15])
    faults.tell(wrong, name, pl.format("«{}» không có trong danh mục", name), f"Ghi một trong: {told}.", CELL)
    if name == "social_assistance":
        value = pl.when(value.is_not_null()).then(pl.concat_list(value))
    return rows.with_columns(value.alias(name))


def _read(rows: pl.DataFrame, name: str, parse: object, remedy: str, faults: Faults) -> pl.DataFrame:
    value, problem = parse(rows.get_column(name))  # type: ignore[operator]
    told = rows.with_columns(problem.alias("_problem"))
    wrong = told.filter(pl.col("_problem").is_not_null())
    faults.tell(wrong, name, pl.col("_problem").str.strip_chars_end(". "), remedy, CELL)
    return rows.with_columns(value.alias(name))


def _measured(rows: pl.DataFrame, name: str, faults: Faults) -> pl.DataFrame:
    question = questionnaire("household_survey_2022_2026").question(name)
    limits = question.limits if question is not None else None
    before = rows
    rows = _read(rows, name, values.decimal, "Ghi một số, ví dụ 45,5.", faults)
    if limits is None or limits.least is None or limits.greatest is None:
        return rows
    low, high = float(limits.least), float(limits.greatest)
    wrong = ~pl.col(name).is_between(low, high)
    told = rows.select((pl.col(name).is_not_null() & wrong).alias("wrong")).to_series()
    faults.tell(before.filter(told), name, f"ngoài khoảng {low:g}–{high:g}", "Xem lại đơn vị đo.", CELL)
    return rows.with_columns(pl.when(~told).then(pl.col(name)).alias(name))


def _headed(rows: pl.DataFrame, faults: Faults) -> pl.DataFrame:
    heads = pl.col(IS_HEAD).sum().over(HOME)
    wrong = rows.select((heads != 1).alias("wrong")).to_series()
    lost = pl.col("_heads") == 1
    reason = (
        pl.when(lost)
        .then(pl.lit("dòng chủ hộ của hộ này không nhận được nên cả hộ chưa ghi"))
        .otherwise(pl.lit("hộ này không có đúng một chủ hộ trong danh sách"))
    )
    remedy = (
        pl.when(lost)
        .then(pl.lit("Sửa dòng của chủ hộ rồi nhập lại."))
        .otherwise(pl.lit("Ghi «chủ hộ» cho đúng một người của hộ."))
    )
    faults.tell(rows.filter(wrong), "relationship", reason, remedy, LEFT_OUT)
    return rows.filter(~wrong).drop("_heads", "relationship_told")


def _counted(rows: pl.DataFrame, faults: Faults) -> None:
    """Where the list says how many live in a household and names another number of them, that is said."""
    of_heads = pl.col(IS_HEAD) | pl.col(IS_SPOUSE) if IS_SPOUSE in rows.columns else pl.col(IS_HEAD)
    if "member_count" not in rows.columns or rows.select(of_heads.all()).item():
        return
    said = pl.col("member_count").cast(pl.Int64, strict=False)
    told = rows.with_columns(pl.len().over(HOME).alias("_named")).filter(
        pl.col(IS_HEAD) & said.is_not_null() & (said != pl.col("_named"))
    )
    reason = pl.format("danh sách ghi {} nhân khẩu nhưng có {} người", "member_count", "_named")
    faults.tell(told, "member_count", reason, "Xem lại có thiếu hay thừa người.", NOTED)
