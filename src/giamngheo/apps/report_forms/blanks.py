"""A blank of a form: an .xlsx as it was handed in, looked at for what harms or misleads, as it is shown."""

import re
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import msgspec

from giamngheo.apps.report_forms.cells import (
    MOST_COLUMNS,
    MOST_ROWS,
    Cell,
    CellError,
    Range,
    letters,
    range_of,
)
from giamngheo.foundation.sheets.errors import UnreadableFile
from giamngheo.foundation.sheets.safety import inspect
from giamngheo.foundation.sheets.tables import MIB, Limits

LIMITS: Final = Limits(bytes=2 * MIB, uncompressed_bytes=20 * MIB)
_MERGED: Final = re.compile(rb"mergeCell\b[^>]*?\bref\s*=\s*[\"']([^\"']+)[\"']")
_PLACED: Final = re.compile(rb"<(?:\w+:)?c\b[^>]*?\br\s*=\s*[\"']([A-Z]{1,3}\d{1,7})[\"']")
_MOST_PLACED: Final = 200_000
_OUTSIDE: Final = re.compile(
    r"[\[\]|!]|WEBSERVICE|HYPERLINK|INDIRECT|FILTERXML|\bCALL\b|REGISTER|IMPORT|RTD|DDE", re.IGNORECASE
)
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f\b[^>]*>([^<]*)<")
_CALLING: Final = re.compile(
    rb"WEBSERVICE|FILTERXML|HYPERLINK|IMPORT|\bCALL\(|REGISTER|RTD\(|\|", re.IGNORECASE
)
_NOT_TAKEN: Final = (
    ("xl/externallinks/", "nối sang tệp khác", "Trong Excel: Data › Edit Links › Break Link, rồi lưu lại"),
    ("xl/embeddings/", "có tệp nhúng bên trong", "Hãy xóa đối tượng nhúng rồi lưu lại"),
    ("xl/activex/", "có nút điều khiển chạy được", "Hãy xóa các nút điều khiển rồi lưu lại"),
    ("xl/connections.xml", "nối sang nguồn dữ liệu khác", "Hãy xóa kết nối dữ liệu rồi lưu lại"),
)
_NOT_KEPT: Final = (
    ("xl/charts/", "Biểu đồ trong tệp không giữ được khi xuất."),
    ("xl/media/", "Hình ảnh trong tệp có thể không giữ được khi xuất."),
)


class BlankError(Exception):
    """A blank is not taken; the message is Vietnamese and says why and what to do."""


class Shown(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """A cell as it is shown: its words and how they stand; `shares` where Excel writes its number as «%»."""

    text: str = ""
    is_bold: bool = False
    side: str = ""
    shares: bool = False


class BlankSheet(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A sheet as it is: its cells by name, what is merged, how wide its columns are (in letters),
    which cells have lines around them.

    `formulas` are those that stand in it already; `told` is what who loads it must know.
    """

    name: str
    rows: int
    columns: int
    cells: dict[str, Shown]
    merged: tuple[str, ...] = ()
    widths: tuple[float, ...] = ()
    ruled: tuple[str, ...] = ()
    formulas: dict[str, str] = {}
    is_landscape: bool = False
    told: tuple[str, ...] = ()

    def __contains__(self, cell: object) -> bool:
        return isinstance(cell, Cell) and 0 < cell.row <= self.rows and 0 < cell.column <= self.columns


def sheets_of(content: bytes) -> tuple[BlankSheet, ...]:
    """The sheets of a blank that are not hidden, as they are.

    Raises:
        BlankError: where it is no .xlsx, is empty, or holds what harms or misleads.
    """
    _look_at(content)
    import openpyxl  # noqa: PLC0415  heavy, and needed where a blank is read or given only

    try:
        book = openpyxl.load_workbook(BytesIO(content), keep_links=False)
    except Exception as error:  # the library raises what its parts raise
        raise BlankError(
            "Tệp hỏng nên không mở được. "
            "Cách xử lý: mở bằng Excel hoặc LibreOffice, lưu thành .xlsx rồi nạp lại."
        ) from error
    hidden = [one.title for one in book.worksheets if one.sheet_state != "visible"]
    told = [
        f"Tệp có {len(hidden)} trang ẩn ({', '.join(hidden[:5])}): không dùng đến, vẫn nằm trong tệp xuất ra."
        for _ in hidden[:1]
    ]
    told += [said for place, said in _NOT_KEPT if any(name.startswith(place) for name in _names(content))]
    found = tuple(
        sheet
        for one in book.worksheets
        if one.sheet_state == "visible" and (sheet := _sheet(one, told)) is not None
    )
    if not found:
        raise BlankError(
            "Tệp không có trang nào có chữ. Cách xử lý: chọn tệp mẫu có đầu biểu; bỏ ẩn trang nếu đang ẩn."
        )
    return found


def _names(content: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(content)) as package:
        return [name.lower() for name in package.namelist()]


def _look_at(content: bytes) -> None:
    """Refuse what is no .xlsx, what runs or leads elsewhere, and what is larger than a form on paper."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mau.xlsx"
        path.write_bytes(content[: LIMITS.bytes + 1])
        try:
            kind = inspect(path, LIMITS)
        except UnreadableFile as error:
            raise BlankError(str(error).replace("Tệp «mau.xlsx»", "Tệp")) from error
    if kind != "xlsx":
        raise BlankError("Tệp không phải .xlsx. Cách xử lý: mở bằng Excel, lưu thành .xlsx rồi nạp lại.")
    for start, what, remedy in _NOT_TAKEN:
        if any(name.startswith(start) for name in _names(content)):
            raise BlankError(f"Tệp {what} nên không nạp. Cách xử lý: {remedy}.")
    with zipfile.ZipFile(BytesIO(content)) as package:
        for name in package.namelist():
            if name.lower().startswith("xl/worksheets/") and name.lower().endswith(".xml"):
                _refuse_far(package.read(name))


def _refuse_far(page: bytes) -> None:
    """Refuse a sheet of more rows and columns than a form has, before anything is made of its cells."""
    placed = _PLACED.findall(page)
    if len(placed) > _MOST_PLACED:
        raise _too_large("nhiều hơn 200.000 ô")
    if any(_CALLING.search(text) for text in _FORMULA.findall(page)):
        raise BlankError(
            "Tệp có công thức gọi ra ngoài (có thể ở trang ẩn) nên không được nạp. "
            "Cách xử lý: xóa công thức ấy rồi nạp."
        )
    for text in _MERGED.findall(page):
        _require_near(text.decode("ascii", "replace"))


def _require_near(text: str) -> None:
    try:
        last = range_of(text).last
    except CellError as error:
        raise BlankError(
            "Tệp có vùng gộp ô không đọc được. Cách xử lý: mở bằng Excel, lưu lại rồi nạp."
        ) from error
    if last.row > MOST_ROWS or last.column > MOST_COLUMNS:
        raise _too_large(f"vùng gộp tới ô {last}")


def _too_large(what: str) -> BlankError:
    return BlankError(
        f"Trang tính quá rộng ({what}); biểu nhiều nhất {MOST_COLUMNS} cột, {MOST_ROWS} dòng. "
        "Cách xử lý: xóa cột, dòng thừa (chọn cả cột rồi Delete), lưu lại rồi nạp."
    )


def _sheet(page: Any, told: list[str]) -> BlankSheet | None:
    cells: dict[str, Shown] = {}
    formulas: dict[str, str] = {}
    ruled: list[str] = []
    merged = tuple(sorted(str(one) for one in page.merged_cells.ranges))
    rows = max((range_of(one).last.row for one in merged), default=0)
    columns = max((range_of(one).last.column for one in merged), default=0)
    for (row, column), cell in page._cells.items():
        has_edge = any(getattr(cell.border, side).style for side in ("left", "right", "top", "bottom"))
        if cell.value is None and not has_edge:
            continue
        rows, columns = max(rows, row), max(columns, column)
        if rows > MOST_ROWS or columns > MOST_COLUMNS:
            raise _too_large(f"có chữ hoặc kẻ khung tới ô {letters(columns)}{rows}")
        name = str(Cell(row, column))
        if has_edge:
            ruled.append(name)
        if cell.data_type == "f":
            formulas[name] = _formula(cell.value, name)
            if "%" in str(cell.number_format):
                cells[name] = Shown(shares=True)
        elif (shown := _shown(cell)) != Shown():
            cells[name] = shown
    if not cells:
        return None
    said = list(told)
    if formulas:
        some = ", ".join(list(formulas)[:5])
        said.append(
            f"Tệp có {len(formulas)} công thức (ô {some}{' …' if len(formulas) > 5 else ''}): công thức "
            "cộng, trừ, nhân, chia, SUM được khai sẵn làm nguồn của ô; công thức khác giữ trong tệp .xlsx, "
            "phần mềm không tính, muốn tính thì khai lại."
        )
    return BlankSheet(
        name=str(page.title),
        rows=rows,
        columns=columns,
        cells=cells,
        merged=merged,
        ruled=tuple(ruled),
        widths=tuple(_width(page, column) for column in range(1, columns + 1)),
        formulas=formulas,
        is_landscape=page.page_setup.orientation == "landscape" or columns > 8,
        told=tuple(said),
    )


def _formula(value: Any, name: str) -> str:
    text = str(getattr(value, "text", value))  # of an array formula its words
    if _OUTSIDE.search(text):
        raise BlankError(
            f"Công thức ở ô {name} lấy dữ liệu ngoài trang tính nên tệp không được nạp. "
            "Cách xử lý: xóa công thức ấy (khai lại trên phần mềm) rồi nạp."
        )
    return text


def _shown(cell: Any) -> Shown:
    value = "" if cell.value is None else str(cell.value).replace("\0", "").strip()
    if cell.value is not None and cell.is_date:
        value = f"{cell.value:%d/%m/%Y}"
    side = cell.alignment.horizontal
    return Shown(
        text=value[:1_000],
        is_bold=bool(cell.font.bold),
        side=side if side in {"left", "center", "right"} else "",
        shares="%" in str(cell.number_format),
    )


def _width(page: Any, column: int) -> float:
    """The width of a column in letters; one entry of the file may hold for several columns."""
    for one in page.column_dimensions.values():
        if one.width and (one.min or 0) <= column <= (one.max or 0):
            return min(float(one.width), 100.0)
    return 9.0


def covered(merged: tuple[str, ...]) -> dict[str, Range]:
    """Of the first cell of each merged rectangle: the rectangle."""
    found = [range_of(one) for one in merged]
    return {str(one.first): one for one in found}
