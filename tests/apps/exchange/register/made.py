"""Lists of households as communes send them; nobody in them is real."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter
from django.db import transaction
from tests.factories.places import Country

from giamngheo.apps.exchange.lists.recognition import ColumnMapping
from giamngheo.apps.exchange.register.preparing import Asked, Prepared, prepare_import
from giamngheo.apps.exchange.register.writing import write
from giamngheo.apps.households.actions import About
from giamngheo.foundation.audit.actions import Actor

WHO = Actor(1, "Người ghi thử")
DAY = date(2025, 10, 1)
SCHEME = "danh sách hộ nghèo của xã"
HEADINGS = (
    "STT",
    "Số hộ",
    "Thôn",
    "Họ và tên",
    "Quan hệ với chủ hộ",
    "Giới tính",
    "Ngày sinh",
    "Số CCCD",
    "Dân tộc",
)


def workbook(path: Path, sheets: dict[str, Sequence[Sequence[Any]]], hidden: Sequence[str] = ()) -> Path:
    """Write the rows of every sheet as they are."""
    book = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for place, row in enumerate(rows):
            page.write_row(place, 0, row)
        if name in hidden:
            page.hide()
    book.close()
    return path


def prepared(path: Path, country: Country, day: date = DAY, **mapping: Any) -> Prepared:
    return prepare_import(path, Asked(country.east.pk, SCHEME, day, ColumnMapping(**mapping)))


def taken_in(path: Path, country: Country, day: date = DAY, **mapping: Any) -> Prepared:
    """Prepare and write; gives what was prepared."""
    found = prepared(path, country, day, **mapping)
    with transaction.atomic():
        write(found.plan, SCHEME, About(day, source="«thử»"), WHO)
    return found


def told(found: Prepared) -> list[tuple[int, str, str]]:
    """Row, field and effect of every fault."""
    frame = found.faults.frame.select("row", "field", "effect")
    return [tuple(row) for row in frame.iter_rows()]  # type: ignore[misc]
