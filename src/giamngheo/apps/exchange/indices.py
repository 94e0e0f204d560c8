"""A table of 0/1 answers in, the Alkire-Foster tables out, with what had to be left out told in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path

import narwhals.stable.v2 as nw
import polars as pl

from giamngheo.foundation.sheets import UnreadableFile, read_plain_table, scan_parquet_table
from giamngheo.foundation.text.numbers import whole
from giamngheo.measurement.indices.answers import answer, is_missing
from giamngheo.measurement.indices.run import Design, Indices, measure
from giamngheo.measurement.indices.structure import Structure, StructureError

SHOWN = 20
"""At most so many bad cells are named one by one."""

ROW = "__row"


@dataclass(frozen=True)
class Request:
    """What to measure in which file; without indicators every column holding only 0/1 is one."""

    path: Path
    indicators: tuple[str, ...] = ()
    dimensions: tuple[tuple[str, ...], ...] = ()
    weights: Mapping[str, Fraction] | None = None
    cutoff: Fraction = Fraction(1, 3)
    by: tuple[str, ...] = ()
    design: Design = field(default_factory=Design)

    @property
    def other_columns(self) -> tuple[str, ...]:
        """Columns asked for that are not indicators."""
        design = (self.design.weight, self.design.strata, self.design.cluster)
        return (*self.by, *(column for column in design if column))


@dataclass(frozen=True)
class Outcome:
    """The measures, the structure they were computed with, and notes in Vietnamese for the person."""

    indices: Indices
    structure: Structure
    notes: tuple[str, ...]


def measure_file(request: Request) -> Outcome:
    """Measure a .csv, .xlsx, .xls, .ods or .parquet file.

    Raises StructureError for a request that does not fit the file, UnreadableFile for a file that cannot be
    read; both carry a Vietnamese message.
    """
    frame = _read(request.path)
    try:
        return _measured(request, frame)
    except pl.exceptions.ComputeError as error:
        # The foot of a Parquet file may be whole where its pages are not; that shows only on the way.
        raise UnreadableFile(
            f"Tệp «{request.path.name}» bị hỏng ở giữa nên không đọc hết được. "
            "Hãy xuất lại tệp từ nơi đã tạo ra nó."
        ) from error


def _measured(request: Request, frame: pl.LazyFrame) -> Outcome:
    columns = frame.collect_schema().names()
    _check_columns(request, columns)
    indicators = request.indicators or tuple(name for group in request.dimensions for name in group)
    notes: list[str] = []
    if not indicators:
        indicators = _zero_one_columns(frame, [name for name in columns if name not in request.other_columns])
        notes.append(f"Các cột được lấy làm chỉ số (chỉ chứa 0 và 1): {', '.join(indicators)}.")
    structure = Structure.of(
        indicators,
        dimensions=request.dimensions or None,
        weights=request.weights,
        cutoff=request.cutoff,
    )
    if structure.weights_given_sum != 1:
        notes.append(
            f"Tổng trọng số đã nêu là {structure.weights_given_sum}, không phải 1; "
            "mỗi trọng số đã được chia cho tổng này."
        )
    frame = _with_numeric_weight(frame, request.design.weight)
    indices = measure(frame, structure, by=request.by, design=request.design)
    if not indices.rows:
        raise UnreadableFile(f"Tệp «{request.path.name}» không có dòng dữ liệu nào để đo.")
    if indices.left_out:
        notes += _what_was_left_out(frame, structure, request.design.weight, indices)
    return Outcome(indices, structure, tuple(notes + _about_the_sample(indices)))


def _read(path: Path) -> pl.LazyFrame:
    """Parquet is only looked into, so that a country's rows pass through memory in pieces."""
    if not path.is_file():
        raise UnreadableFile(f"Không có tệp «{path}». Hãy kiểm tra lại tên tệp và thư mục.")
    if path.suffix.lower() == ".parquet":
        return scan_parquet_table(path)
    return read_plain_table(path).lazy()


def _check_columns(request: Request, columns: Sequence[str]) -> None:
    wanted = [*request.indicators, *(request.weights or {}), *request.other_columns]
    wanted += [name for group in request.dimensions for name in group]
    for name in wanted:
        if name not in columns:
            # Asked in small letters, since a heading is most often mistyped in its capitals.
            lowered = {column.lower(): column for column in reversed(columns)}
            close = get_close_matches(name.lower(), list(lowered), n=1)
            hint = f" Có phải ý là «{lowered[close[0]]}»?" if close else ""
            raise StructureError(f"Tệp không có cột «{name}».{hint} Các cột của tệp: {', '.join(columns)}.")


def _zero_one_columns(frame: pl.LazyFrame, columns: Sequence[str]) -> tuple[str, ...]:
    """The columns that hold 0, 1 and nothing else but blanks, in the order of the file."""
    schema = frame.collect_schema()
    checks = []
    for name in columns:
        value, dtype = pl.col(name), schema[name]
        if dtype == pl.Boolean:
            checks.append(value.is_not_null().any().alias(name))
        elif dtype == pl.String:
            text = value.str.strip_chars()
            filled = text != ""
            checks.append((filled.any() & (text.is_in(["0", "1"]) | ~filled).all()).alias(name))
        elif dtype.is_numeric():
            checks.append((value.is_not_null().any() & ((value == 0) | (value == 1)).all()).alias(name))
    if not checks:
        return ()
    found = frame.select(checks).collect(engine="streaming").row(0, named=True)
    return tuple(name for name in columns if found.get(name))


def _with_numeric_weight(frame: pl.LazyFrame, column: str | None) -> pl.LazyFrame:
    """Weights kept as text become numbers, with a decimal comma or point; what is no number becomes null.

    A column without any number stays text, for the measure to refuse.
    """
    if column is None or frame.collect_schema()[column] != pl.String:
        return frame
    text = pl.col(column).str.strip_chars()
    vietnamese = text.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True)
    plain = pl.when(text.str.contains(",", literal=True)).then(vietnamese).otherwise(text)
    numbers = frame.with_columns(plain.cast(pl.Float64, strict=False).alias(column))
    some = numbers.select(pl.col(column).is_not_null().any()).collect(engine="streaming").item()
    return numbers if some else frame


def _what_was_left_out(
    frame: pl.LazyFrame, structure: Structure, weight: str | None, indices: Indices
) -> list[str]:
    """How many rows were left out, for which indicators, and the first cells that mean neither 0 nor 1."""
    schema = nw.from_native(frame).collect_schema()
    notes = [
        f"Bỏ {whole(indices.left_out)} trong {whole(indices.rows)} dòng vì thiếu hoặc sai dữ liệu; "
        "các dòng này không được tính là 0 và không có trong kết quả."
    ]
    missing = {name: is_missing(name, schema[name]) for name in structure.indicators}
    bad = {name: ~missing[name] & answer(name, schema[name]).is_null() for name in structure.indicators}
    counts = nw.from_native(frame).select(
        *[value.cast(nw.Int64).sum().alias(f"missing {name}") for name, value in missing.items()],
        *[value.cast(nw.Int64).sum().alias(f"bad {name}") for name, value in bad.items()],
    )
    found = counts.collect(backend="polars", engine="streaming").to_native().row(0, named=True)
    blank = {name: found[f"missing {name}"] for name in structure.indicators if found[f"missing {name}"]}
    wrong = {name: found[f"bad {name}"] for name in structure.indicators if found[f"bad {name}"]}
    if blank:
        listed = ", ".join(f"{name} ({whole(count)} ô)" for name, count in blank.items())
        notes.append(f"Ô trống theo chỉ số: {listed}. Hãy điền đủ rồi đo lại.")
    if wrong:
        notes += _bad_cells(frame, bad, sum(wrong.values()))
    if weight is not None:
        notes += _bad_weights(frame, weight)
    return notes


def _bad_cells(frame: pl.LazyFrame, bad: Mapping[str, nw.Expr], count: int) -> list[str]:
    numbered = nw.from_native(frame.with_row_index(ROW, offset=1))
    flags = {f"bad {name}": value for name, value in bad.items()}
    wrong = numbered.with_columns(**flags).filter(nw.any_horizontal(*map(nw.col, flags), ignore_nulls=True))
    rows = wrong.head(SHOWN).collect(backend="polars", engine="streaming").to_native()
    notes = [
        f"Dòng dữ liệu {whole(row[ROW])}, cột «{name}»: không hiểu giá trị «{str(row[name])[:20]}»; "
        "chỉ nhận 1, x, có, true hoặc 0, không, false. Dòng này không được tính; hãy sửa rồi đo lại."
        for row in rows.iter_rows(named=True)
        for name in bad
        if row[f"bad {name}"]
    ][:SHOWN]
    if count > len(notes):
        notes.append(f"Còn {whole(count - len(notes))} ô sai khác không kể ra ở đây.")
    return notes


def _bad_weights(frame: pl.LazyFrame, weight: str) -> list[str]:
    value = pl.col(weight)
    usable = value.is_between(0, 1e300).fill_null(False)
    count = int(frame.select((~usable).sum()).collect(engine="streaming").item())
    if not count:
        return []
    return [
        f"{whole(count)} dòng có trọng số trống, âm hoặc không phải số trong cột «{weight}» "
        "nên không được tính. Hãy sửa rồi đo lại."
    ]


def _about_the_sample(indices: Indices) -> list[str]:
    if indices.degrees_of_freedom is None:
        return []
    if indices.degrees_of_freedom <= 0:
        return [
            "Không tính được sai số: số đơn vị mẫu không nhiều hơn số tầng. "
            "Hãy kiểm tra lại cột --strata và --cluster."
        ]
    if indices.lonely_strata:
        return [
            f"{whole(indices.lonely_strata)} tầng chỉ có một đơn vị mẫu; sai số của các tầng này được tính "
            "theo chênh lệch so với trung bình chung."
        ]
    return []
