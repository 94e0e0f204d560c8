"""A column of spouses beside that of heads: who stands there is a member of the household."""

import re
from typing import Final

import polars as pl

from giamngheo.apps.exchange.register.faults import CELL, NOTED, Faults
from giamngheo.apps.exchange.register.fields import register_fields
from giamngheo.apps.exchange.register.row_words import HOME, IS_HEAD, IS_SPOUSE
from giamngheo.foundation.sheets import Heading, Table
from giamngheo.foundation.sheets.values.reading import BLANKS
from giamngheo.foundation.text import plain, plain_expr

_SPOUSE: Final = r"(?:vo (?:hoac |hay )?chong|vo|chong)(?: (?:cua )?(?:chu ho|nguoi do))?"
_NAMED: Final = re.compile(rf"(?:(?:ho va |ho )?ten (?:cua )?)?{_SPOUSE}$|{_SPOUSE} (?:ho va |ho )?ten$")
_BESIDE: Final = re.compile(rf"(?:^|\b){_SPOUSE}(?:\b|$)")
_SEXES: Final = {"vo": "Nữ", "chong": "Nam"}
_OWN: Final = {"birth_date": "spouse_birth", "personal_number": "spouse_number"}
_NOBODY: Final = r"^(?:khong|chua|da|ly|doc than|goa|chet|mat|bo)(?: |$)"
_KEPT: Final = (HOME, "sheet", "row", "_number", "_village", "_place", "_run", "village", "address", "code")
SPOUSE_COLUMNS: Final = ("spouse", "spouse_wife", "spouse_husband", "spouse_birth", "spouse_number")


def spouses_of(table: Table) -> dict[int, str]:
    """The columns of spouses, their births and numbers, by index.

    A birth or number without a word of whose it is belongs to the spouse where it stands right behind the
    spouse's name and the head has one of its own before.
    """
    found: dict[int, str] = {}
    headings = list(table.headings)
    named = next((place for place, heading in enumerate(headings) if _names(heading)), None)
    if named is None:
        return {}
    words = plain(headings[named].text).split()
    sexes = {sex for word, sex in _SEXES.items() if word in words}
    name = {frozenset({"Nữ"}): "spouse_wife", frozenset({"Nam"}): "spouse_husband"}
    found[headings[named].index] = name.get(frozenset(sexes), "spouse")
    before = {kind for heading in headings[:named] if (kind := _kind(heading)) is not None}
    if any("sinh" in plain(heading.text).split() for heading in headings[:named]):
        before.add("birth_date")
    is_behind = True
    for place, heading in enumerate(headings):
        if place == named or (kind := _kind(heading)) is None or _OWN[kind] in found.values():
            is_behind = is_behind and place <= named
            continue
        is_said = bool(_BESIDE.search(plain(heading.text)))
        if is_said or (place > named and is_behind and kind in before):
            found[heading.index] = _OWN[kind]
        elif place > named:
            is_behind = False
    return found


def _names(heading: Heading) -> bool:
    return bool(_NAMED.match(plain(heading.text)))


def _kind(heading: Heading) -> str | None:
    """Whether a heading is of a birth or a personal number, whoever's."""
    text = plain(heading.text)
    own = plain(heading.path[-1]) if heading.path else text
    bare = " ".join(_BESIDE.sub(" ", text).split())
    for kind in _OWN:
        words = {plain(word) for word in register_fields()[kind].words}
        if words & {bare, own}:
            return kind
    return None


def with_spouses(rows: pl.DataFrame, faults: Faults) -> pl.DataFrame:
    """The rows with one more for the spouse that stands beside a head and is not listed otherwise."""
    names = [name for name in SPOUSE_COLUMNS[:3] if name in rows.columns]
    for name, dtype in (("spouse_birth", pl.String), ("spouse_number", pl.String)):
        if name not in rows.columns:
            rows = rows.with_columns(pl.lit(None, dtype).alias(name))
    if not names:
        return rows.drop(name for name in SPOUSE_COLUMNS if name in rows.columns)
    parts = []
    for name in names:
        told = rows.filter(pl.col(name).is_not_null() & ~pl.col(name).is_in(BLANKS))
        beside = told.filter(~pl.col(IS_HEAD))
        faults.tell(
            beside,
            name,
            "tên vợ, chồng đứng ở dòng của người không phải chủ hộ nên chưa lấy",
            "Ghi người này ở một dòng riêng, kèm quan hệ với chủ hộ.",
            NOTED,
        )
        told = told.filter(pl.col(IS_HEAD))
        plainly = plain_expr(pl.col(name))
        nobody = plainly.str.contains(_NOBODY) | ~plainly.str.contains(r"\p{L} \p{L}")
        faults.tell(
            told.filter(nobody),
            name,
            "không phải họ và tên đủ nên chưa thêm người",
            "Ghi họ và tên của vợ hoặc chồng; không có thì để trống.",
            CELL,
        )
        sex = {"spouse_wife": "Nữ", "spouse_husband": "Nam"}.get(name)
        parts.append(
            told.filter(~nobody).select(
                *(column for column in _KEPT if column in rows.columns),
                person=pl.col(name),
                relationship=pl.lit("vợ, chồng"),
                sex=pl.lit(sex, pl.String),
                birth_date=pl.col("spouse_birth"),
                personal_number=pl.col("spouse_number"),
                **{IS_HEAD: pl.lit(value=False), IS_SPOUSE: pl.lit(value=True)},
            )
        )
    spouses = pl.concat(parts).with_columns(plain_expr(pl.col("person")).alias("_called"))
    listed = rows.select(HOME, plain_expr(pl.col("person")).alias("_called"))
    spouses = spouses.join(listed, on=[HOME, "_called"], how="anti", maintain_order="left").drop("_called")
    rows = rows.with_columns(pl.lit(value=False).alias(IS_SPOUSE)).drop(
        name for name in SPOUSE_COLUMNS if name in rows.columns
    )
    return pl.concat([rows, spouses], how="diagonal")
