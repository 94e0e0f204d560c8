"""How an import is shown: the columns in their selects, and what it would write in pages of fifty."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import polars as pl

from giamngheo.apps.exchange import import_folder
from giamngheo.apps.exchange.models import Import
from giamngheo.apps.exchange.register.class_words import LEFT_POOR
from giamngheo.apps.exchange.register.classing import CLASH
from giamngheo.apps.exchange.register.fields import register_fields
from giamngheo.apps.exchange.register.standings import (
    AGAIN,
    CLASHING,
    FIRST,
    NEEDLESS,
    ON,
    OPEN,
    OTHER,
    SAME,
)
from giamngheo.apps.households.models import Household
from giamngheo.apps.households.particulars import choices_of
from giamngheo.foundation.text import day as day_text
from giamngheo.law.vocabulary.standards import HouseholdClass
from giamngheo.web.components.asked import number_in

ON_A_PAGE: Final = 50
PARTS: Final[Mapping[str, tuple[str, str, str]]] = {
    # what stands in the address: words, kept frame, status
    "moi": ("Người trong hộ mới", "lines", "new"),
    "them": ("Người mới trong hộ đã có", "lines", "added"),
    "doi": ("Có thay đổi", "changes", ""),
    "nhu-cu": ("Không thay đổi", "lines", "same"),
    "dien-ho": ("Diện hộ theo danh sách", "classes", ""),
    "vang": ("Có trong sổ, không có trong danh sách", "missing_people", ""),
    "ho-vang": ("Hộ không có trong danh sách", "missing_homes", ""),
    "nhan-xet": ("Nhận xét", "faults", ""),
}

RESULTS: Final[Mapping[str, str]] = {
    AGAIN: "Ghi lại cho ngày đã có trong sổ",
    CLASHING: "Không ghi: danh sách ghi hai diện",
    OTHER: "Ghi: đổi diện",
    OPEN: "Chưa ghi: chưa đủ quyết định hoặc chưa rõ diện",
    FIRST: "Ghi lần đầu",
    ON: "Ghi: tiếp tục diện cũ theo quyết định mới",
    NEEDLESS: "Không ghi: không nghèo và chưa từng thuộc danh sách",
    SAME: "Đã có trong sổ",
}
"""What becomes of the class that a list says."""


@dataclass(frozen=True)
class Part:
    """Fifty rows of what an import would write: `first` is the place of the first among `total`."""

    name: str
    words: str
    rows: list[dict[str, Any]]
    total: int
    first: int
    codes: Mapping[int, str]

    @property
    def next(self) -> int | None:
        """The place of the next page's first row."""
        after = self.first + len(self.rows)
        return after if after < self.total else None


def part_of(address: Mapping[str, str], one: Import) -> Part:
    """The part that the address names, else the one that most needs a look."""
    name = name_of(address, one)
    rows = rows_of(name, one)
    if rows is None:
        return Part(name, PARTS[name][0], [], 0, 0, {})
    first = number_in(address, "tu") or 0
    total = int(rows.select(pl.len()).collect().item())
    shown = rows.slice(min(first, total), ON_A_PAGE).collect().to_dicts()
    return Part(name, PARTS[name][0], shown, total, first, put_in_words(shown))


def name_of(address: Mapping[str, str], one: Import) -> str:
    """The part that the address names, else the one that most needs a look."""
    name = address.get("phan", "")
    if name in PARTS:
        return name
    return "nhan-xet" if one.counts.get("faults") else "moi" if one.counts.get("new") else "doi"


def rows_of(name: str, one: Import) -> pl.LazyFrame | None:
    """The kept rows of a part, None where nothing was kept."""
    _, frame, status = PARTS[name]
    rows = import_folder.frame_of(one, frame)
    return rows.filter(pl.col("status") == status) if rows is not None and status else rows


def put_in_words(shown: Sequence[dict[str, Any]]) -> Mapping[int, str]:
    """Write labels and values of these rows in words, numbers masked; gives the codes of their households."""
    labels = {field.id: field.label for field in register_fields().values()}
    for row in shown:
        if "field" in row:
            row["label"] = labels.get(row["field"], "")
        if "after" in row:
            row["before"], row["after"] = (_word(row["field"], row[side]) for side in ("before", "after"))
        if "household_class" in row:
            row["told_class"], row["told_before"] = _class_word(row["household_class"]), _before(row)
            row["result"] = RESULTS[row["what"]]
    homes = {row["household_id"] for row in shown if row.get("household_id")}
    return dict(Household.objects.filter(pk__in=homes).values_list("pk", "code"))


def _class_word(code: str) -> str:
    return {LEFT_POOR: "Thoát nghèo", CLASH: "Hai diện khác nhau"}.get(code) or HouseholdClass(code).label


def _before(row: Mapping[str, Any]) -> str:
    """What the register holds of a household on the day of the decision, and after it."""
    told = f"{_class_word(row['before'])} từ {day_text(row['before_since'])}" if row["before"] else ""
    later = f"sau đó: {_class_word(row['later']).lower()}" if row["later"] else ""
    return "; ".join(part for part in (told, later) if part)


def _word(field: str, value: str | None) -> str:
    if field == "personal_number" and value:
        return f"••••••••{value[-4:]}"
    if value in ("true", "false"):
        return "có" if value == "true" else "không"
    return choices_of(field).get(value or "", value or "(chưa có)")


@dataclass(frozen=True)
class SheetShown:
    """A sheet with its columns and what stands in their selects."""

    place: int
    name: str
    rows: int
    columns: list[dict[str, Any]]


def columns_shown(typed: Mapping[str, str], found: Mapping[str, Any]) -> list[SheetShown]:
    """The sheets of a file as the form shows them, with what was just typed."""
    return [
        SheetShown(
            place,
            sheet["sheet"],
            sheet["rows"],
            [
                column | {"field": typed.get(f"c{place}-{column['letter']}", column["field"])}
                for column in sheet["columns"]
            ],
        )
        for place, sheet in enumerate(found.get("sheets", []))
    ]


def chosen_columns(
    typed: Mapping[str, str], found: Mapping[str, Any], wrong: dict[str, str]
) -> dict[str, dict[str, str | None]]:
    """What was said of every column of every sheet; what cannot be is told by field."""
    fields = register_fields()
    chosen: dict[str, dict[str, str | None]] = {}
    for sheet in columns_shown(typed, found):
        seen: dict[str, str] = {}
        said: dict[str, str | None] = {}
        for column in sheet.columns:
            letter, name = column["letter"], column["field"]
            key = f"c{sheet.place}-{letter}"
            if name and name not in fields:
                wrong[key] = f"Cột {letter}: chọn một nội dung trong danh sách."
            elif name and name in seen:
                wrong[key] = (
                    f"Cột {seen[name]} và cột {letter} cùng là «{fields[name].label}». "
                    "Chỉ giữ một cột, cột kia chọn «Không dùng»."
                )
            seen.setdefault(name, letter)
            said[letter] = name or None
        if not {"person", "head"} & set(seen):
            wrong[f"c{sheet.place}-{sheet.columns[0]['letter']}"] = (
                f"Trang «{sheet.name}» chưa có cột họ tên: chọn cột «Họ và tên» hoặc «Họ tên chủ hộ»."
            )
        chosen[sheet.name] = said
    return chosen
