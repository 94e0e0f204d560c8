"""Cells of .xlsx, .xls and .ods files as text, at the place where the person sees them."""

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import polars as pl

from giamngheo.foundation.sheets.errors import UnreadableFile
from giamngheo.foundation.sheets.safety import broken, refusal
from giamngheo.foundation.sheets.sheet_faults import find_faults, with_error_texts
from giamngheo.foundation.sheets.tables import Limits, Sheet


def list_sheets(path: Path) -> tuple[Sheet, ...]:
    """Return the sheets by name, in the order of the file, without reading them."""
    return tuple(Sheet(name) for name in _open(path).sheet_names)


def load_text(path: Path, sheet: str, limits: Limits) -> pl.DataFrame:
    """Return every cell as text in c0..cN (c0 is column A, the first row is row 1), the empty rim cut off."""
    with ThreadPoolExecutor(1) as beside:  # the file is looked through twice, at the same time
        looked = beside.submit(find_faults, path, sheet)
        loaded = _load(
            path, sheet, header_row=None, skip_rows=0, dtypes="string", skip_whitespace_tail_rows=True
        )
        faults = looked.result()
    if faults.never_computed:
        raise refusal(
            path,
            f"có công thức chưa tính ở {faults.never_computed} ô",
            "Hãy mở bằng Excel, lưu lại rồi gửi",
        )
    places = [column.absolute_index for column in loaded.available_columns()]
    frame = loaded.to_polars()
    if faults.errors:
        frame = with_error_texts(frame, loaded)
    frame.columns = [f"c{place}" for place in places]
    blank = [f"c{place}" for place in range(max(places, default=-1) + 1) if place not in set(places)]
    frame = frame.with_columns(pl.lit(None, pl.String).alias(name) for name in blank)
    return trim(frame.select(sorted(frame.columns, key=lambda name: int(name[1:]))), path, limits)


def trim(frame: pl.DataFrame, path: Path, limits: Limits) -> pl.DataFrame:
    """Turn blank cells to null, cut empty columns at the right and empty rows at the end, hold the limits."""
    frame = frame.with_columns(
        pl.when(pl.all().str.len_bytes() > 8)
        .then(pl.all())
        .when(pl.all().str.strip_chars() != "")
        .then(pl.all())
    )
    while frame.width and frame.to_series(frame.width - 1).null_count() == frame.height:
        frame = frame.drop(frame.columns[-1])
    if not frame.width:
        return frame.clear()
    filled = frame.select(~pl.all_horizontal(pl.all().is_null())).to_series().arg_true()
    frame = frame.head(int(filled[-1]) + 1)
    if frame.width > limits.columns:
        raise refusal(
            path, f"có {frame.width} cột (giới hạn {limits.columns})", "Hãy bỏ các cột thừa ở bên phải"
        )
    if frame.height > limits.rows:
        raise refusal(
            path, f"có {frame.height} dòng (giới hạn {limits.rows})", "Hãy tách tệp theo xã hoặc theo năm"
        )
    return frame


def load_numbers(
    path: Path, sheet: str, columns: Iterable[int], first_row: int, number_of_rows: int
) -> dict[int, pl.Series]:
    """Return the columns (by index) whose cells from first_row on are all true numbers, at full precision.

    The text of `load_text` is cut to nine decimals and does not tell the text "1.234" from the number 1.234.
    """
    wanted = set(columns)
    loaded = _load(
        path,
        sheet,
        header_row=None,
        skip_rows=first_row - 1,
        n_rows=number_of_rows,
        schema_sample_rows=None,
        use_columns=lambda column: column.absolute_index in wanted,
    )
    frame = loaded.to_polars()
    chosen = [column.absolute_index for column in loaded.selected_columns]
    return {
        place: series.cast(pl.Float64).extend_constant(None, number_of_rows - len(series))
        for place, series in zip(chosen, frame.get_columns(), strict=True)
        if series.dtype.is_numeric()
    }


def load_plain(path: Path, sheet: str) -> pl.DataFrame:
    """Return the sheet with its first filled row as heading and types inferred from all rows."""
    loaded = _load(path, sheet, schema_sample_rows=None, skip_whitespace_tail_rows=True)
    return pl.DataFrame(loaded.to_polars())


def _open(path: Path) -> Any:
    import fastexcel  # noqa: PLC0415  50 ms that .csv and .parquet do not need

    with path.open("rb") as file:
        named_right = (file.read(2) == b"PK") == (path.suffix.lower() in (".xlsx", ".ods"))
    try:
        # The reader trusts the ending of a name; a file with a wrong one is known by its content.
        return fastexcel.read_excel(str(path) if named_right else path.read_bytes())
    except fastexcel.FastExcelError as error:
        raise _explain(path, error) from None


def _load(path: Path, sheet: str, **how: Any) -> Any:
    import fastexcel  # noqa: PLC0415  as above

    reader = _open(path)
    try:
        return reader.load_sheet(sheet, **how)
    except fastexcel.FastExcelError as error:
        raise _explain(path, error) from None
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # the parser gave up on a damaged file
            raise broken(path) from None
        raise


def _explain(path: Path, error: Exception) -> UnreadableFile:
    if "password" in str(error).lower():
        return refusal(path, "được đặt mật khẩu nên không đọc được", "Hãy bỏ mật khẩu, lưu lại rồi chọn lại")
    return broken(path)
