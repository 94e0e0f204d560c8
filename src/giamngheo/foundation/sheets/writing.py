"""Writes tables as .xlsx, .csv or .parquet: never half a file, and no cell that becomes a formula."""

import io
import os
import re
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile

import polars as pl

from giamngheo.foundation.sheets.errors import UnwritableFile, reason_of
from giamngheo.foundation.sheets.foreign_types import as_plain_text, is_foreign, text_of
from giamngheo.foundation.sheets.sheet_xml import LONGEST_CELL, rows_xml
from giamngheo.foundation.sheets.tables import column_letter

EXCEL_ROWS: Final = 1_048_576
_SLICE: Final = 20_000
_NAME_LENGTH: Final = 31
_FORBIDDEN_IN_NAMES: Final = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
HEADING_STYLE: Final = {
    "bold": True,
    "text_wrap": True,
    "align": "center",
    "valign": "vcenter",
    "bg_color": "#E8EEF7",
    "border": 1,
    "border_color": "#BFBFBF",
}
OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}
_FORMULA_START: Final = r"^[\s\x{feff}]*[=+\-@＝＋－＠]|^[\t\r\n]"
_HARMLESS: Final = r"^\s*[+-]?\d[\d., ]*%?\s*$|^\s*[-–]\s*$"


@dataclass(frozen=True)
class SheetOut:
    """One sheet to be written: rows above (lead), a heading, the frame under it, rows below (trail).

    column_widths are in characters; highlight maps a column (by place) to a colour such as "#FFF4CE".
    """

    name: str
    columns: Sequence[str]
    frame: pl.DataFrame
    lead: Sequence[Sequence[Any]] = ()
    trail: Sequence[Sequence[Any]] = ()
    column_widths: Sequence[float] | None = None
    highlight: dict[int, str] = field(default_factory=dict)


def write_workbook(path: Path, sheets: Sequence[SheetOut]) -> None:
    """Write a .xlsx file; a sheet of more rows than Excel holds goes on in further sheets."""
    import xlsxwriter  # noqa: PLC0415  60 ms that reading does not need

    bodies: dict[str, _Body] = {}
    with replacing(Path(path)) as draft:
        skeleton = io.BytesIO()
        with xlsxwriter.Workbook(skeleton, OPTIONS) as book:
            names: set[str] = set()
            for sheet in sheets:
                for part, (start, length, is_last) in enumerate(_parts(sheet), start=1):
                    page = book.add_worksheet(sheet_name(sheet.name, part, names))
                    frame = sheet.frame[start : start + length]
                    write_page(book, page, sheet, frame, sheet.trail if is_last else ())
                    bodies[f"xl/worksheets/sheet{len(bodies) + 1}.xml"] = _body(book, sheet, frame)
        _fill(skeleton, draft, bodies)


@dataclass(frozen=True)
class _Body:
    """The rows that go under a heading: `top` is the heading's row from 1, `styles` one format a column."""

    frame: pl.DataFrame
    top: int
    styles: list[int]


def _body(book: Any, sheet: SheetOut, frame: pl.DataFrame) -> _Body:
    styles = [style_of(book, dtype, sheet.highlight.get(place)) for place, dtype in enumerate(frame.dtypes)]
    return _Body(frame, len(sheet.lead) + 1, styles)


def _fill(skeleton: io.BytesIO, draft: Path, bodies: dict[str, _Body]) -> None:
    """Copy a workbook that has everything but its bodies, with the bodies streamed into their sheets.

    XlsxWriter makes formats, headings and settings of the page; a hundred thousand rows cell by cell it makes
    ten times slower than a frame makes their XML, and it compresses harder than a download is worth.
    """
    with ZipFile(skeleton) as made, ZipFile(draft, "w", ZIP_DEFLATED, compresslevel=1) as out:
        for entry in made.infolist():
            body = bodies.get(entry.filename)
            if body is None or not body.frame.height or not body.frame.width:
                out.writestr(entry.filename, made.read(entry))
                continue
            before, after = _around(made.read(entry).decode(), body)
            with out.open(entry.filename, "w", force_zip64=True) as file:
                file.write(before.encode())
                for rows in _rows(body):
                    file.write(rows)
                file.write(after.encode())


def _rows(body: _Body) -> Iterator[bytes]:
    """Give the rows slice by slice; the next slice is made while the last one is compressed."""
    starts = range(0, body.frame.height, _SLICE)
    slices = [(body.frame.slice(start, _SLICE), body.top + 1 + start, body.styles) for start in starts]
    with ThreadPoolExecutor(1) as ahead:
        made = ahead.submit(rows_xml, *slices[0])
        for following in slices[1:]:
            rows, made = made.result(), ahead.submit(rows_xml, *following)
            yield rows
        yield made.result()


def _around(page: str, body: _Body) -> tuple[str, str]:
    """Return the XML of a page before and after the place of its body, told how far its cells go."""
    heading = page.index(f'<row r="{body.top}"')
    place = page.index("</row>", heading) + len("</row>")
    corner = f"{column_letter(body.frame.width - 1)}{body.top + body.frame.height}"
    before = re.sub(r'<dimension ref="[^"]*"/>', f'<dimension ref="A1:{corner}"/>', page[:place], count=1)
    return before, page[place:]


def write_csv(path: Path, frame: pl.DataFrame, columns: Sequence[str] | None = None) -> None:
    """Write a .csv file in UTF-8 with its mark; text that a spreadsheet would run is made harmless."""
    named = _named(frame, columns)
    named = named.with_columns(_flat(name, dtype) for name, dtype in named.schema.items())
    safe = named.with_columns(defused(pl.col(name)).alias(name) for name in _text_columns(named))
    safe.columns = defused_names(named.columns)
    with replacing(Path(path)) as draft:
        safe.write_csv(draft, include_bom=True)


def write_parquet(
    path: Path,
    frame: pl.DataFrame,
    columns: Sequence[str] | None = None,
    metadata: dict[str, str] | None = None,
) -> None:
    """Write a .parquet file (zstd); a column name that comes again gets a number."""
    with replacing(Path(path)) as draft:
        _named(frame, columns).write_parquet(draft, compression="zstd", metadata=metadata)


def unique_names(names: Sequence[str]) -> list[str]:
    """Return names without repetition: «Ghi chú», «Ghi chú (2)»; an empty one becomes «Cột 3»."""
    taken: set[str] = set()
    result = []
    for place, name in enumerate(names, start=1):
        wished = name.strip() or f"Cột {place}"
        chosen, number = wished, 1
        while chosen in taken:
            number += 1
            chosen = f"{wished} ({number})"
        taken.add(chosen)
        result.append(chosen)
    return result


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Give a draft beside the target and put it in the target's place when all is written."""
    draft: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.stem[:40]}-", suffix=path.suffix, dir=path.parent)
        os.close(handle)
        draft = Path(name)
        yield draft
        draft.chmod(0o666 & ~_umask())
        draft.replace(path)
    except (OSError, pl.exceptions.ComputeError) as error:
        raise _unwritable(path, error) from None
    except Exception as error:
        if type(error).__module__ == "xlsxwriter.exceptions":
            raise _unwritable(path, error) from None
        raise
    finally:
        if draft is not None:
            draft.unlink(missing_ok=True)


def _umask() -> int:
    """Return the rights that new files lack; mkstemp makes files that only their owner may read."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def _unwritable(path: Path, error: Exception) -> UnwritableFile:
    reason = reason_of(error, "lỗi khi ghi")
    return UnwritableFile(
        f"Không ghi được tệp «{path.name}» ({reason}). Hãy đóng tệp nếu đang mở, kiểm tra thư mục, quyền ghi "
        "và chỗ trống của đĩa rồi làm lại; tệp cũ, nếu có, còn nguyên."
    )


def _parts(sheet: SheetOut) -> Iterator[tuple[int, int, bool]]:
    """Give start, length and whether it is the last of the parts that Excel can hold."""
    room = EXCEL_ROWS - len(sheet.lead) - len(sheet.trail) - 1
    for start in range(0, max(sheet.frame.height, 1), room):
        yield start, room, start + room >= sheet.frame.height


def sheet_name(name: str, part: int, taken: set[str]) -> str:
    """Return a name that Excel takes and no sheet of the book has yet."""
    wished = name.translate(_FORBIDDEN_IN_NAMES).strip(" '") or "Trang"
    number, chosen = part, ""
    while not chosen or chosen.lower() in taken:
        tail = f" ({number})" if number > 1 else ""
        chosen = wished[: _NAME_LENGTH - len(tail)] + tail
        number += 1
    taken.add(chosen.lower())
    return chosen


def write_page(
    book: Any, page: Any, sheet: SheetOut, frame: pl.DataFrame, trail: Sequence[Sequence[Any]]
) -> None:
    """Write all of a page but the rows of the frame."""
    _set_up(book, page, sheet, frame)
    top = len(sheet.lead)
    heading = book.add_format(HEADING_STYLE)
    bold = book.add_format({"bold": True})
    for place, row in enumerate(sheet.lead):
        for column, value in enumerate(row):
            _write_cell(page, place, column, value, bold)
    for column, name in enumerate(sheet.columns):
        page.write_string(top, column, name[:LONGEST_CELL], heading)
    for place, row in enumerate(trail, start=top + 1 + frame.height):
        for column, value in enumerate(row):
            _write_cell(page, place, column, value, None)


def style_of(book: Any, dtype: pl.DataType, colour: str | None) -> int:
    """Return the number of the format for a column."""
    style: dict[str, Any] = {"bg_color": colour} if colour else {}
    if dtype == pl.Date:
        style["num_format"] = "dd/mm/yyyy"
    elif dtype == pl.Datetime:
        style["num_format"] = "dd/mm/yyyy hh:mm"
    return int(book.add_format(style)._get_xf_index()) if style else 0


def _write_cell(page: Any, row: int, column: int, value: Any, style: Any) -> None:
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, int | float):
        page.write_string(row, column, str(value)[:LONGEST_CELL], style)
    else:
        page.write_number(row, column, value, style)


def _set_up(book: Any, page: Any, sheet: SheetOut, frame: pl.DataFrame) -> None:
    """Set widths, frozen heading, filter and print: A4 landscape, heading on each page, page x/y."""
    top, last = len(sheet.lead), max(len(sheet.columns) - 1, 0)
    widths = sheet.column_widths or _widths(sheet.columns, frame)
    for column, width in enumerate(widths):
        colour = sheet.highlight.get(column)
        page.set_column(column, column, width, book.add_format({"bg_color": colour}) if colour else None)
    page.freeze_panes(top + 1, 0)
    if sheet.columns:
        page.autofilter(top, 0, top + max(frame.height, 1), last)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
    page.set_footer("&CTrang &P/&N")


def _widths(columns: Sequence[str], frame: pl.DataFrame) -> list[float]:
    sample = frame.head(200)
    widths = []
    for name, series in zip(columns, sample.get_columns(), strict=True):
        longest = max(text_of(series).str.len_chars().drop_nulls(), default=0)
        widths.append(float(min(60, max(6, longest + 2, min(len(name), 24) * 0.8 + 3))))
    return widths


def _named(frame: pl.DataFrame, columns: Sequence[str] | None) -> pl.DataFrame:
    named = frame.clone()
    named.columns = unique_names(list(columns) if columns is not None else frame.columns)
    return named


def _flat(name: str, dtype: pl.DataType) -> pl.Expr:
    """Return a column as .csv can hold it: lists, structures, bytes and durations as text."""
    return as_plain_text(pl.col(name), dtype) if is_foreign(dtype) else pl.col(name)


def defused(column: pl.Expr) -> pl.Expr:
    """Return the text with a quote before what a spreadsheet would run."""
    risky = column.str.contains(_FORMULA_START) & ~column.str.contains(_HARMLESS)
    return pl.when(risky).then(pl.concat_str(pl.lit("'"), column)).otherwise(column)


def _text_columns(frame: pl.DataFrame) -> list[str]:
    return [name for name, dtype in frame.schema.items() if dtype == pl.String]


def defused_names(names: list[str]) -> list[str]:
    """Return headings as `defused` makes text."""
    return (
        pl.Series("name", names, pl.String).to_frame().select(defused(pl.col("name"))).to_series().to_list()
    )
