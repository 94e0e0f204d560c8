"""Opens a file safely and finds the table in it."""

from pathlib import Path

import polars as pl

from giamngheo.foundation.sheets import cells as cell_source
from giamngheo.foundation.sheets.column_types import as_seen, as_type, guess_type
from giamngheo.foundation.sheets.errors import SheetError, UnreadableFile
from giamngheo.foundation.sheets.extent import is_surely_small
from giamngheo.foundation.sheets.heading import (
    SEARCHED_ROWS,
    Found,
    find_heading,
    heading_paths,
    under,
    with_units,
)
from giamngheo.foundation.sheets.isolation import read_apart
from giamngheo.foundation.sheets.row_kinds import row_kinds
from giamngheo.foundation.sheets.safety import broken, inspect, refusal
from giamngheo.foundation.sheets.separated import load_separated
from giamngheo.foundation.sheets.tables import Heading, Limits, Sheet, Table, Workbook, column_letter
from giamngheo.foundation.text.legacy import Encoding, guess_encoding, to_unicode, to_unicode_expr

_JOINED = " – "
_ENCODING_SAMPLE_ROWS = 2000
_WORKBOOKS = {".xlsx", ".xls"}


def open_workbook(path: Path, limits: Limits | None = None) -> Workbook:
    """Return the sheets of a file; UnreadableFile when it is not safe, not whole or of no known kind."""
    path = Path(path)
    limits = limits or Limits()
    kind = inspect(path, limits)
    if kind == "csv":
        return Workbook(path, kind, (Sheet(path.stem),), limits)
    if kind == "parquet":
        rows = _count_parquet(path)
        if rows > limits.rows:
            raise refusal(
                path, f"có {rows} dòng (giới hạn {limits.rows})", "Hãy tách tệp theo xã hoặc theo năm"
            )
        return Workbook(path, kind, (Sheet(path.stem, rows),), limits)
    sheets = cell_source.list_sheets(path)
    if not sheets:
        raise _no_rows(path)
    return Workbook(path, kind, sheets, limits)


def read_table(
    workbook: Workbook, sheet: str | None = None, heading_rows: tuple[int, int] | None = None
) -> Table:
    """Return the table of a sheet, by default the first with one; heading_rows are from 1, both included."""
    names = [entry.name for entry in workbook.sheets]
    if sheet is not None and sheet not in names:
        raise SheetError(
            f"Tệp «{workbook.path.name}» không có trang «{sheet}». Hãy chọn một trong: {', '.join(names)}."
        )
    if workbook.kind == "parquet":
        return _parquet_table(workbook)
    first: Table | None = None
    for name in [sheet] if sheet is not None else names:
        table = _read_sheet(workbook, name, heading_rows)
        if table is not None and _is_table(table):
            return table
        first = first or table
    if first is None:
        raise _no_rows(workbook.path)
    if workbook.kind == "csv" and workbook.path.suffix.lower() in _WORKBOOKS:
        raise refusal(
            workbook.path,
            "mang đuôi bảng tính nhưng bên trong là văn bản, không có bảng nào",
            "Hãy mở tệp gốc bằng Excel và lưu lại thành .xlsx",
        )
    return first


def _is_table(table: Table) -> bool:
    """Tell a table from a cover page: two named columns and a body."""
    return sum(bool(heading.text) for heading in table.headings) >= 2 and "body" in table.kinds


def read_plain_table(path: Path, limits: Limits | None = None) -> pl.DataFrame:
    """Return a table whose heading is its first row, types inferred; same safety checks as open_workbook."""
    workbook = open_workbook(path, limits)
    if workbook.kind == "parquet":
        frame = scan_parquet_table(workbook.path).collect()
    elif workbook.kind == "csv":
        frame = _plain_csv(workbook)
    else:
        frame = _load_plain(workbook)
    if not frame.height:
        raise _no_rows(workbook.path)
    return frame


def scan_parquet_table(path: Path) -> pl.LazyFrame:
    """Return a .parquet file of any size as a lazy frame, columns and types as they are."""
    path = Path(path)
    if path.is_file() and inspect(path, Limits(bytes=path.stat().st_size)) != "parquet":
        raise refusal(path, "không phải tệp Parquet", "Hãy chọn tệp .parquet")
    if not path.is_file():
        inspect(path, Limits())
    _count_parquet(path)
    return pl.scan_parquet(path)


def _count_parquet(path: Path) -> int:
    try:
        return int(pl.scan_parquet(path).select(pl.len()).collect().item())
    except (pl.exceptions.PolarsError, OSError):
        raise broken(path) from None


def _plain_csv(workbook: Workbook) -> pl.DataFrame:
    text, encoding = load_separated(workbook.path)
    text = cell_source.trim(text, workbook.path, workbook.limits)
    if text.height < 2:
        raise _no_rows(workbook.path)
    names = [
        to_unicode(name or letter, encoding).strip()
        for name, letter in zip(text.row(0), text.columns, strict=True)
    ]
    if len(set(names)) < len(names):
        raise refusal(workbook.path, "có hai cột cùng tên", "Hãy đặt tên khác nhau cho các cột")
    body = text[1:].select(to_unicode_expr(pl.all(), encoding))
    typed = [_inferred(column) for column in body.get_columns()]
    return pl.DataFrame(dict(zip(names, typed, strict=True)))


def _inferred(column: pl.Series) -> pl.Series:
    kind = guess_type(column)
    if kind == "decimal":
        return column.cast(pl.Float64)
    return as_type(column, kind)


def _read_sheet(workbook: Workbook, sheet: str, heading_rows: tuple[int, int] | None) -> Table | None:
    path = workbook.path
    if workbook.kind == "csv":
        text, encoding = load_separated(path)
        text = cell_source.trim(text, path, workbook.limits)
    else:
        text = _load_text(workbook, sheet)
        encoding = _encoding(text)
    if not text.height:
        return None
    if encoding != "unicode":
        text = text.select(to_unicode_expr(pl.all(), encoding))
    top = text.head(SEARCHED_ROWS).rows()
    if heading_rows:
        top = text.head(max(SEARCHED_ROWS, heading_rows[1] + 2)).rows()
        found = under(top, heading_rows[0] - 1, heading_rows[1] - 1)
    else:
        found = find_heading(top)
    return _build(workbook, sheet, text, encoding, found)


def _build(workbook: Workbook, sheet: str, text: pl.DataFrame, encoding: Encoding, found: Found) -> Table:
    top = text.head(found.body).rows()
    paths, explained = heading_paths(top, found, text.width), top[found.bottom + 1 :]
    below = text[found.body :]
    kinds = row_kinds(below, paths)
    paths = with_units(paths, explained)
    last = kinds.is_in(["body", "group"]).arg_true()
    length = int(last[-1]) + 1 if len(last) else 0
    body = below[:length]
    typed = body if workbook.kind == "csv" else _typed(workbook, sheet, body, found.body + 1)
    head_kinds = pl.Series("kind", [_head_kind(place, found) for place in range(found.body)], pl.String)
    head = text[: found.body]
    blank = head.select(pl.all_horizontal(pl.all().is_null())).to_series()
    head_kinds = head_kinds.zip_with(~blank, pl.Series("kind", ["empty"]).new_from_index(0, head.height))
    return Table(
        sheet=sheet,
        headings=tuple(
            Heading(place, column_letter(place), _JOINED.join(path), path) for place, path in enumerate(paths)
        ),
        rows=_numbered(typed, found.body),
        kinds=kinds[:length],
        encoding=encoding,
        first_row=found.body + 1,
        head=_numbered(head.select(as_seen(column) for column in head.get_columns()), 0).with_columns(
            head_kinds
        ),
        foot=_numbered(
            below[length:].select(as_seen(column) for column in below[length:].get_columns()),
            found.body + length,
        ).with_columns(kinds[length:]),
    )


def _head_kind(place: int, found: Found) -> str:
    if place > found.bottom:
        return "numbering"
    return "heading" if place >= found.top else "title"


def _numbered(frame: pl.DataFrame, before: int) -> pl.DataFrame:
    return frame.with_row_index("row", before + 1).with_columns(pl.col("row").cast(pl.Int64))


def _typed(workbook: Workbook, sheet: str, body: pl.DataFrame, first_row: int) -> pl.DataFrame:
    """Return the body with a type for each clean column; decimals are read again at full precision."""
    types = {name: guess_type(body[name]) for name in body.columns}
    decimals = [int(name[1:]) for name, kind in types.items() if kind == "decimal"]
    exact: dict[int, pl.Series] = {}
    if decimals:
        exact = _load_numbers(workbook, sheet, decimals, first_row, body.height)
    return body.with_columns(
        exact[int(name[1:])].alias(name) if int(name[1:]) in exact else as_type(body[name], kind)
        for name, kind in types.items()
    )


def read_cells(workbook: Workbook, sheet: str) -> pl.DataFrame:
    """Return every cell of a sheet as a person sees it, for sheets in which no table is looked for."""
    if workbook.kind == "csv":
        text, encoding = load_separated(workbook.path)
        return text.select(to_unicode_expr(pl.all(), encoding)) if encoding != "unicode" else text
    if workbook.kind == "parquet":
        frame = scan_parquet_table(workbook.path).collect()
        headings = pl.DataFrame([frame.columns], schema=dict.fromkeys(frame.columns, pl.String), orient="row")
        return pl.concat([headings, frame.select(pl.all().cast(pl.String, strict=False))])
    text = _load_text(workbook, sheet)
    encoding = _encoding(text)
    return text if encoding == "unicode" else text.select(to_unicode_expr(pl.all(), encoding))


def _load_text(workbook: Workbook, sheet: str) -> pl.DataFrame:
    if is_surely_small(workbook.path, workbook.kind):
        return cell_source.load_text(workbook.path, sheet, workbook.limits)
    return read_apart("text", workbook.path, workbook.limits, sheet=sheet)


def _load_plain(workbook: Workbook) -> pl.DataFrame:
    sheet = workbook.sheets[0].name
    if is_surely_small(workbook.path, workbook.kind):
        return cell_source.load_plain(workbook.path, sheet)
    return read_apart("plain", workbook.path, workbook.limits, sheet=sheet)


def _load_numbers(
    workbook: Workbook, sheet: str, wanted: list[int], first_row: int, number_of_rows: int
) -> dict[int, pl.Series]:
    if is_surely_small(workbook.path, workbook.kind):
        return cell_source.load_numbers(workbook.path, sheet, wanted, first_row, number_of_rows)
    places = {"wanted": wanted, "first_row": first_row, "number_of_rows": number_of_rows}
    frame = read_apart("numbers", workbook.path, workbook.limits, sheet=sheet, **places)
    return {int(series.name): series for series in frame.get_columns()}


def _encoding(text: pl.DataFrame) -> Encoding:
    sample = text.head(_ENCODING_SAMPLE_ROWS)
    return guess_encoding(
        cell for column in sample.get_columns() for cell in column.unique(maintain_order=True).drop_nulls()
    )


def _parquet_table(workbook: Workbook) -> Table:
    frame = scan_parquet_table(workbook.path).collect()
    if not frame.height:
        raise _no_rows(workbook.path)
    headings = tuple(
        Heading(place, column_letter(place), name, (name,)) for place, name in enumerate(frame.columns)
    )
    frame.columns = [f"c{place}" for place in range(frame.width)]
    none = _numbered(frame.clear().cast(pl.String), 0).with_columns(pl.lit("title").alias("kind"))
    kinds = pl.Series("kind", ["body"]).new_from_index(0, frame.height)
    return Table(workbook.sheets[0].name, headings, _numbered(frame, 0), kinds, "unicode", 1, none, none)


def _no_rows(path: Path) -> UnreadableFile:
    return refusal(path, "không có dòng dữ liệu nào", "Hãy kiểm tra lại tệp hoặc chọn trang có bảng")
