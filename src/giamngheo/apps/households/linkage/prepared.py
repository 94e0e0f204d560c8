"""What is compared of a person: parts of the name, the birth as far as known, numbers that are numbers."""

from typing import Final

import polars as pl

from giamngheo.apps.households.personal_numbers import LENGTH, OLD_LENGTH, tidied
from giamngheo.foundation.text import plain_expr

PEOPLE: Final = pl.Schema(
    {
        "id": pl.Int64,
        "full_name": pl.String,
        "sex": pl.String,  # male, female, empty
        "birth_date": pl.Date,
        "birth_precision": pl.String,  # day, month, year
        "personal_number": pl.String,
        "former_number": pl.String,
        "village": pl.Int64,
        "head_name": pl.String,
    }
)
_TONES: Final = "\u0300\u0301\u0303\u0309\u0323"
_SIGNS: Final = "\u0300-\u036fđ"
# Of one sound, spelt both ways: Mỹ and Mĩ, Quý and Quí.
_Y_AT_THE_END: Final = r"\b(qu|[hklmst])y\b"
_PARTS: Final = (
    "given",
    "given_toned",
    "middle",
    "middle_toned",
    "surname",
    "initials",
    "middle_initials",
)
_SHORTEST_PADDED: Final = 10  # numbers of Hà Nội begin with two zeros
_ALL_ONE_DIGIT: Final = "^(" + "|".join(f"{digit}+" for digit in range(10)) + ")$"


def prepared(people: pl.DataFrame) -> pl.DataFrame:
    """One row a person (columns of PEOPLE) as compared; what nobody said is NULL and agrees with nobody."""
    names = _names(pl.concat([people["full_name"], people["head_name"]]))
    heads = names.select(head_name="written", head="name")
    frame = people.join(
        names, left_on="full_name", right_on="written", how="left", maintain_order="left"
    ).join(heads, on="head_name", how="left", maintain_order="left")
    # Of who is the head their own name would tell the same twice.
    of_another = pl.when(pl.col("head") != pl.col("name")).then(pl.col("head"))
    return frame.select(
        "id",
        "village",
        "name",
        *_PARTS,
        "unmarked",
        *_parts_of_the_birth(),
        sex=_said(pl.col("sex")),
        number=_number(tidied(pl.col("personal_number"))),
        former=_former(tidied(pl.col("former_number")), tidied(pl.col("personal_number"))),
        head=of_another,
        home=pl.when(of_another.is_not_null()).then(
            pl.struct(of_another, pl.col("village").fill_null(0)).hash(seed=1).reinterpret(signed=True)
        ),
    )


def _names(written: pl.Series) -> pl.DataFrame:
    """Each name once, with its parts: names repeat, and letters are the dearest part of the work."""
    plainly = plain_expr(pl.col("written")).str.replace_all(_Y_AT_THE_END, "${1}i")
    once = pl.DataFrame({"written": written.unique().drop_nulls()})
    split = once.with_columns(name=_said(plainly), toned=_toned(pl.col("written"))).with_columns(
        words=pl.col("name").str.split(" "), marked=pl.col("toned").str.split(" ")
    )
    return split.select(
        "written",
        "name",
        *_parts_of_the_name(),
        unmarked=~pl.col("toned").str.contains(f"[{_SIGNS}]"),
    )


def _said(text: pl.Expr) -> pl.Expr:
    return pl.when(text != "").then(text)


def _toned(name: pl.Expr) -> pl.Expr:
    """Lower case with accents, each tone at the end of its syllable: «Hoà» and «Hòa» are one."""
    apart = name.str.to_lowercase().str.normalize("NFD").str.replace_all(r"[^\p{L}\p{N}\p{M}]+", " ")
    return apart.str.replace_all(rf"([{_TONES}])(\S*)", "${2}${1}").str.strip_chars(" ")


def _number(digits: pl.Expr) -> pl.Expr:
    """Twelve digits, zeros that Excel lost given back; one digit over and over is nobody's."""
    padded = pl.when(digits.str.contains(rf"^\d{{{_SHORTEST_PADDED},{LENGTH}}}$")).then(
        digits.str.zfill(LENGTH)
    )
    return pl.when(~padded.str.contains(_ALL_ONE_DIGIT)).then(padded)


def _former(former: pl.Expr, personal: pl.Expr) -> pl.Expr:
    """Nine digits; people write the old number in the place of the new one too."""
    old = rf"^\d{{{OLD_LENGTH - 1},{OLD_LENGTH}}}$"
    given = pl.when(former.str.contains(old)).then(former).when(personal.str.contains(old)).then(personal)
    padded = given.str.zfill(OLD_LENGTH)
    return pl.when(~padded.str.contains(_ALL_ONE_DIGIT)).then(padded)


def _parts_of_the_name() -> list[pl.Expr]:
    words, toned = pl.col("words"), pl.col("marked")
    inner = words.list.slice(1, pl.max_horizontal(words.list.len().cast(pl.Int64) - 2, 0))
    inner_toned = toned.list.slice(1, pl.max_horizontal(toned.list.len().cast(pl.Int64) - 2, 0))
    return [
        _said(words.list.last()).alias("given"),
        _said(toned.list.last()).alias("given_toned"),
        _said(inner.list.join(" ")).alias("middle"),
        _said(inner_toned.list.join(" ")).alias("middle_toned"),
        pl.when(words.list.len() > 1).then(_said(words.list.first())).alias("surname"),
        pl.col("name").str.replace_all(r"\b(\w)\w*", "${1}").alias("initials"),
        inner.list.join(" ").str.replace_all(r"\b(\w)\w*", "${1}").alias("middle_initials"),
    ]


def _parts_of_the_birth() -> list[pl.Expr]:
    born, precision = pl.col("birth_date"), pl.col("birth_precision")
    year, month, day = born.dt.year().cast(pl.Int32), born.dt.month().cast(pl.Int32), born.dt.day()
    whole = precision == "day"
    digits = year * 10_000 + month * 100 + day
    return [
        pl.when(born.is_not_null()).then(year).alias("year"),
        pl.when(whole | (precision == "month")).then(month).alias("month"),
        pl.when(whole).then(digits).alias("born"),
        pl.when(whole).then(digits.cast(pl.String)).alias("digits"),
        pl.when(whole).then(year * 10_000 + day.cast(pl.Int32) * 100 + month).alias("swapped"),
        # «01/01/1958» in lists often means that only the year is known.
        (~whole | ((month == 1) & (day == 1))).alias("year_only"),
    ]
