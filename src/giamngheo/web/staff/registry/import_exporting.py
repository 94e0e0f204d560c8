"""A part of an import taken away as a file: the rows of all its pages, in the words of the page."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import polars as pl
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from giamngheo.apps.exchange.models import Import
from giamngheo.web.components.exporting import COUNT, PLACE, TEXT, Exported, Looking, Taken, give
from giamngheo.web.components.numbers import capital
from giamngheo.web.components.numbers import day as day_text
from giamngheo.web.staff.registry.import_shown import PARTS, name_of, put_in_words, rows_of
from giamngheo.web.staff.registry.said import birth

Row = Mapping[str, Any]


def give_part(request: HttpRequest, one: Import, ending: str) -> HttpResponseBase:
    """Give the part that the address names."""
    name = name_of(request.GET, one)
    kept = rows_of(name, one)
    # Whole in memory, as it was when it was compared: what is kept may be compared anew meanwhile.
    rows = kept.collect() if kept is not None else pl.DataFrame()
    taken = Taken(
        "exchange.import_export",
        rows.height,
        [one.area_id],
        [["Tệp", one.file_name], ["Danh sách", f"{one.source}, ngày {day_text(one.day)}"]],
        {"import": str(one.pk), "part": name},
    )
    return give(request, _exported(name), lambda: rows.iter_rows(named=True), taken, ending)


def _exported(name: str) -> Exported:
    headings = _HEADINGS.get(name, _PEOPLE)

    def lines(chunk: Sequence[dict[str, Any]], looking: Looking) -> Iterator[Sequence[Any]]:
        codes = put_in_words(chunk)
        for row in chunk:
            yield _cells(name, row, codes.get(row.get("household_id") or 0))

    schema = {PLACE: COUNT, **{heading: COUNT if heading == _ROW else TEXT for heading in headings}}
    title = f"Nhập danh sách – {PARTS[name][0]}"
    return Exported(title, "Số dòng", schema, (7, *headings.values()), lines)


def _cells(name: str, row: Row, code: str | None) -> Sequence[Any]:
    if name == "nhan-xet":
        effect = capital(row["effect"])
        label = row["label"] if row["row"] else None
        return row["sheet"], row["row"] or None, label, row["value"], row["reason"], row["remedy"], effect
    if name == "doi":
        return row["full_name"], code, row["label"], row["before"], row["after"], row["row"]
    if name == "dien-ho":
        since = day_text(row["since"]) if row["since"] else None
        signed = day_text(row["decision_date"]) if row["decision_date"] else None
        home = code or (f"số {row['number']}" if row["number"] else None)
        paper = (row["decision_number"], signed, row["decided_by"])
        told = (row["full_name"], home, row["told_class"], since, *paper, row["told_before"] or None)
        return *told, row["result"], row["row"]
    if name == "ho-vang":
        return row["code"], row["address"] or None
    if name == "vang":
        return row["full_name"], code
    home = code or (f"số {row['number']}" if row["number"] else None)
    born = birth(row["birth_date"], row["birth_precision"]) if row["birth_date"] else None
    return row["full_name"], "có" if row["is_head"] else None, born, home, capital(row["area"]), row["row"]


_ROW: Final = "Dòng"
_PEOPLE: Final = {"Họ và tên": 28, "Chủ hộ": 9, "Sinh": 12, "Hộ": 18, "Nơi ở": 28, _ROW: 9}
_HEADINGS: Final[Mapping[str, Mapping[str, int]]] = {
    "nhan-xet": {
        "Trang": 16,
        _ROW: 9,
        "Nội dung": 24,
        "Giá trị": 24,
        "Vì sao": 50,
        "Cách xử lý": 50,
        "Kết quả": 20,
    },
    "doi": {"Người": 28, "Hộ": 18, "Nội dung": 24, "Trong sổ": 28, "Trong danh sách": 28, _ROW: 9},
    "dien-ho": {
        "Chủ hộ": 28,
        "Hộ": 18,
        "Diện trong danh sách": 28,
        "Từ ngày": 12,
        "Số quyết định": 18,
        "Ngày ký": 12,
        "Người, cơ quan ký": 28,
        "Trong sổ": 32,
        "Kết quả": 40,
        _ROW: 9,
    },
    "ho-vang": {"Mã hộ": 18, "Địa chỉ": 50},
    "vang": {"Người": 28, "Hộ": 18},
}
