"""A table of a person's file as columns of text under known fields, with faults told by row and column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from giamngheo.foundation.areas.kinds import Kind, Tier
from giamngheo.foundation.sheets import match_headings, open_workbook, read_table
from giamngheo.foundation.sheets.foreign_types import text_of
from giamngheo.foundation.text import plain, plain_expr

ROW: Final = "row"
CODE: Final = r"^[0-9A-Za-z](?:[0-9A-Za-z.\-]{0,38}[0-9A-Za-z])?$"
# Numbers of provinces have two digits, of districts three, of communes five: a zero at the front was lost.
_ZERO_LOST: Final = r"^(?:\d|\d{4}|\d+\.0)$"
_MORE_WORDS: Final = {
    "thanh pho truc thuoc trung uong": Kind.CENTRAL_CITY,
    "thanh pho thuoc tinh": Kind.PROVINCIAL_CITY,
    "tdp": Kind.RESIDENTIAL_GROUP,
    "to": Kind.RESIDENTIAL_GROUP,
    "buon lang": Kind.CENTRAL_HIGHLANDS_VILLAGE,
}
KIND_WORDS: Final = {plain(kind.label): kind.value for kind in Kind} | {
    word: kind.value for word, kind in _MORE_WORDS.items()
}
VILLAGE_KINDS: Final = [kind.value for kind in Kind if kind.tier is Tier.VILLAGE]


class UnusableListError(Exception):
    """No table with the columns that are needed; the message is Vietnamese and says what to do."""


@dataclass(frozen=True)
class Fault:
    """A cell or row that cannot be used: where, what is wrong and why, what to do."""

    row: int
    column: str
    sentence: str
    remedy: str
    field: str = ""

    def __str__(self) -> str:
        where = f"Dòng {self.row}" + (f", cột «{self.column}»" if self.column else "")
        return f"{where}: {self.sentence} Cách sửa: {self.remedy}"


@dataclass(frozen=True)
class Check:
    """What is wrong where this is true: a condition over the fields, the field shown, the words."""

    wrong: pl.Expr
    field: str
    sentence: str
    remedy: str


def read_fields(
    path: Path, words: Mapping[str, Sequence[str]], needed: Sequence[str], sheet: str | None = None
) -> pl.DataFrame:
    """Return `row`, the fields as text (null where blank) and `is_body` of every row that says something.

    Raises UnreadableFile, or UnusableListError where a needed column is not found.
    """
    table = read_table(open_workbook(path), sheet)
    found = match_headings(table.headings, words)
    missing = [words[field][0] for field in needed if field not in found]
    if missing:
        told = ", ".join(f"«{heading.text}»" for heading in table.headings if heading.text) or "không có"
        raise UnusableListError(
            f"Tệp «{path.name}» thiếu cột {', '.join(f'«{name}»' for name in missing)} nên không biết đọc.\n"
            f"Vì sao: các cột tìm thấy là {told}.\n"
            "Cần làm: dùng tệp mẫu («giamngheo areas template») hoặc đặt lại tên cột như trong mẫu."
        )
    rows = table.rows.with_columns(kind=table.kinds)
    parts = [
        pl.DataFrame(
            {
                ROW: part[ROW],
                "is_body": part["kind"] == "body",
                **{
                    field: _said(part[f"c{found[field].heading_index}"]) if field in found else _nothing(part)
                    for field in words
                },
            }
        )
        for part in (rows, table.foot)
    ]
    return pl.concat(parts).filter(pl.any_horizontal(pl.col(list(words)).is_not_null()))


def faults_of(
    frame: pl.DataFrame, checks: Sequence[Check], words: Mapping[str, Sequence[str]]
) -> list[Fault]:
    """Every fault by row, the checks in their order; `{value}` in a sentence is what the cell says."""
    found = []
    for check in checks:
        wrong = frame.filter(check.wrong).select(ROW, value=pl.col(check.field).fill_null(""))
        column = words[check.field][0]
        column = column[:1].upper() + column[1:]
        found += [
            Fault(row, column, check.sentence.format(value=value[:60]), check.remedy, check.field)
            for row, value in wrong.rows()
        ]
    return sorted(found, key=lambda fault: fault.row)


def good_rows(frame: pl.DataFrame, faults: Sequence[Fault]) -> pl.DataFrame:
    """The rows without any fault."""
    return frame.filter(~pl.col(ROW).is_in([fault.row for fault in faults]))


def code_checks(field: str) -> list[Check]:
    """What can be wrong with a code that is said."""
    value = pl.col(field)
    lost = value.str.contains(_ZERO_LOST)
    return [
        Check(
            lost,
            field,
            "mã «{value}» có vẻ mất số 0 ở đầu: mã tỉnh có 2 chữ số, huyện 3, xã 5.",
            "gõ lại đủ chữ số, như 00004 (trong tệp: đặt ô ở dạng Văn bản, Text, rồi mới gõ).",
        ),
        Check(
            ~value.str.contains(CODE) & ~lost,
            field,
            "«{value}» không phải mã: chỉ gồm chữ số, chữ cái không dấu, dấu chấm, gạch nối, dài nhất 40.",
            "ghi đúng mã của đơn vị.",
        ),
    ]


def kind_of(field: str, code: pl.Expr) -> pl.Expr:
    """The kind that the words of a field mean, or null; which kind of city tells the length of its code."""
    words = plain_expr(pl.col(field))
    city = pl.when(code.str.len_chars() == 2).then(pl.lit(Kind.CENTRAL_CITY.value))
    return (
        pl.when(words == "thanh pho")
        .then(city.otherwise(pl.lit(Kind.PROVINCIAL_CITY.value)))
        .otherwise(words.replace_strict(KIND_WORDS, default=None, return_dtype=pl.String))
    )


def bare_name(name: str, kind: str) -> pl.Expr:
    """The name without the word of its own kind in front: «Xã Tân Lập» of kind xã is «Tân Lập»."""
    by_kind: dict[str, list[str]] = {}
    for word, value in KIND_WORDS.items():
        by_kind.setdefault(value, []).append(word)
    by_kind[Kind.CENTRAL_CITY.value].append("thanh pho")
    by_kind[Kind.PROVINCIAL_CITY.value].append("thanh pho")
    candidates = []
    for value, words in by_kind.items():
        for word in sorted(words, key=len, reverse=True):
            mine = (pl.col(kind) == value) & plain_expr(pl.col(name)).str.starts_with(f"{word} ")
            count = word.count(" ") + 1
            rest = pl.col(name).str.replace(rf"^(?:\S+\s+){{{count}}}", "")
            candidates.append(pl.when(mine).then(rest))
    return pl.coalesce(*candidates, pl.col(name))


def kinds_in_words(kinds: Sequence[str]) -> str:
    """These kinds by their Vietnamese words."""
    return ", ".join(Kind(kind).label for kind in kinds)


def _said(cells: pl.Series) -> pl.Series:
    text = text_of(cells).str.normalize("NFC").str.replace_all(r"\s+", " ").str.strip_chars()
    return text.set((text == "").fill_null(False), None)


def _nothing(part: pl.DataFrame) -> pl.Series:
    return pl.Series(values=[None] * part.height, dtype=pl.String)
