"""Finds the form of official documents in force on a day."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from giamngheo.law.library import LAW, BrokenPackError, LawError, read
from giamngheo.law.vocabulary.papers import Layout


def layouts_under(law: Path) -> dict[str, Layout]:
    """Every form of one law folder, by id.

    Raises:
        BrokenPackError: where a layout does not read, or stands in a folder of another name.
    """
    found = {}
    for path in sorted((law / "papers").glob("*/layout.yaml")):
        layout = read(path, Layout)
        if layout.id != path.parent.name:
            raise BrokenPackError(
                f"Gói luật hỏng: thư mục {path.parent.name} chứa thể thức «{layout.id}»; hai tên phải giống "
                "nhau."
            )
        found[layout.id] = layout
    return found


@lru_cache
def layouts() -> Mapping[str, Layout]:
    """Every form of official documents by id."""
    return layouts_under(LAW)


def layout_on(day: date) -> Layout:
    """The form of official documents on a day.

    Raises:
        LawError: where none is known for the day.
    """
    for layout in layouts().values():
        if layout.first <= day and (layout.last is None or day <= layout.last):
            return layout
    first = min(layout.first for layout in layouts().values())
    raise LawError(
        f"Chưa có thể thức văn bản cho ngày {day:%d/%m/%Y}: thể thức đã nạp áp dụng từ {first:%d/%m/%Y}. "
        "Chọn một ngày từ đó trở đi."
    )
