"""What stands above a list, or on its sheet, of a class and a decision: proposed, never written by itself."""

import re
from collections.abc import Sequence
from typing import Final

from giamngheo.apps.exchange.lists.recognition import Recognition
from giamngheo.apps.exchange.register.class_words import WORDS_FOR, PaperSaid, class_of, paper_in_title
from giamngheo.apps.exchange.register.fields import CLASSES
from giamngheo.foundation.sheets import Table
from giamngheo.foundation.text import plain

_LIST: Final = re.compile(
    r"^(?:bieu |phu luc )?(?:ds|danh sach)\b"
    r"(?: (?:chi tiet|tong hop|cac|nhan khau|thanh vien|khau|thuoc|chu))*"
)
_REST: Final = re.compile(
    r"\b(?:dau |cuoi |trong )?nam\b.*|\b(?:19|20)\d\d\b.*"
    r"|\b(?:theo|cua|tai|tren dia ban|giai doan|xa|phuong|thi tran|thon|ban|ap|to dan pho|khu|duoc|da|kem|ky"
    r"|dot|quy|thang|tinh den|den ngay)\b.*"
)
_UNDECIDED: Final = re.compile(r"\b(?:ra soat|du kien|de nghi|de xuat|dieu tra|khao sat|binh xet|xet)\b")
_LONGEST: Final = 300
_SPEAKS: Final = re.compile(r"\bngheo\b|muc song trung binh|^(?:ho )?h?cn$|^hn$")


def classes_told_of(sheets: Sequence[Recognition]) -> dict[str, tuple[str, str]]:
    """By sheet the class of all its households, as a cell would say it, and the words that say so.

    Only in a file without a column of classes, where the title of a sheet («Danh sách hộ nghèo năm 2025») or
    its name («Cận nghèo») says one class; a list of who is to be reviewed or proposed says none.
    """
    if any(name in sheet.field_ids for sheet in sheets for name in CLASSES):
        return {}
    found = {sheet.table.sheet: _told_of(sheet.table) for sheet in sheets}
    return {sheet: told for sheet, told in found.items() if told is not None}


def _told_of(table: Table) -> tuple[str, str] | None:
    lines = [*_lines(table), table.sheet]
    found = {words: told for words in lines if (told := _class_in(words)) is not None}
    if len(set(found.values())) != 1 or any(_UNDECIDED.search(plain(words)) for words in lines):
        return None
    return next((WORDS_FOR[told], words) for words, told in found.items())


def paper_in_titles(tables: Sequence[Table]) -> PaperSaid | None:
    """The decision that the lines above the tables name, where they name one only."""
    lines = {line for table in tables for line in _lines(table)}
    found = {paper for line in lines if (paper := paper_in_title(line)) is not None}
    return next(iter(found)) if len(found) == 1 else None


def _lines(table: Table) -> list[str]:
    rows = table.head.drop("row", "kind").iter_rows()
    return [cell.strip() for row in rows for cell in row if isinstance(cell, str) and cell.strip()]


def _class_in(words: str) -> str | None:
    bare = plain(words[:_LONGEST])
    listed = _LIST.match(bare)
    if not listed and not class_of(words) and not class_of(_REST.sub("", bare)):
        return None
    bare = _REST.sub("", _LIST.sub("", bare)).strip()
    return class_of(bare) if _SPEAKS.search(bare) else None
