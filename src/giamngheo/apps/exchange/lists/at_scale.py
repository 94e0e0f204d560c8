"""A province or the country in Parquet: the same measure on any engine, never more than a part in memory."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl

from giamngheo.apps.exchange.lists.classification import Asked, NoEvidenceError
from giamngheo.apps.exchange.lists.fields import FieldKind
from giamngheo.apps.exchange.lists.points import with_points
from giamngheo.apps.exchange.lists.recognition import Column, MappingError, Recognition, recognise
from giamngheo.apps.exchange.lists.residence import residence_of
from giamngheo.apps.exchange.lists.typed_columns import (
    NUMBERS,
    Reading,
    choice_reading,
    number_reading,
    refuse_other_types,
    residence_reading,
)
from giamngheo.foundation.sheets import Heading, Table, UnreadableFile, UnwritableFile
from giamngheo.foundation.text import whole
from giamngheo.law.library import Rules
from giamngheo.law.vocabulary.formulas import URBAN
from giamngheo.law.vocabulary.standards import HouseholdClass, Residence
from giamngheo.measurement.engines import collect, parquet_files, scan
from giamngheo.measurement.run import classify, count_classes
from giamngheo.measurement.tables import CLASS_CODE, HOUSEHOLD, POINTS_AT_LEAST, POINTS_AT_MOST, Frame

RESULT = "Kết quả"
_AREA, _COMMUNE = "_area", "_commune"
_ROW, _FILE = "_row", "_file"


@dataclass(frozen=True)
class Outcome:
    """What a run gave: the counts by group, and how many values no household can have (taken as unknown)."""

    counts: pl.DataFrame
    faults: int
    text: str


@dataclass(frozen=True)
class Snapshot:
    """A file opened on an engine: `names` are its own columns, `frame` has them as own_0, own_1 …

    Under names of our own no column of the file can be mistaken for one that is computed, or be overwritten.
    """

    path: Path
    names: tuple[str, ...]
    frame: Frame

    def own(self, name: str) -> str:
        """The name of a column of the file in `frame`."""
        return f"own_{self.names.index(name)}"


def classify_snapshot(
    path: Path, asked: Asked, *, output: Path | None, by: str | None, engine: str, master: str
) -> Outcome:
    """Classify a Parquet file or folder whose columns are typed; write it with results and count by `by`.

    Raises:
        UnreadableFile: where the path is no Parquet or a column of evidence is not a number;
        UnwritableFile: where `output` cannot be written; EngineMissingError: where the engine does not start.
        MappingError: where `by` is no column; NoEvidenceError, LawError: as for a list.
    """
    _refuse_path(path)
    if output is not None:
        _refuse_output(path, output)
    rules = asked.rules()
    snapshot = _opened(path, scan(str(path), engine, master))
    if by is not None and by not in snapshot.names:
        raise MappingError(f"Không có cột «{by}». Các cột có: {', '.join(snapshot.names)}.")
    recognition = _recognised(snapshot, asked, rules)
    readings = _readings(snapshot, recognition, asked, rules)
    coded = _coded(snapshot.frame, readings)
    classified = classify(_evidence(coded, readings, _default(asked, rules)), rules)
    counts = _counted(classified, snapshot, by)
    numbers = _fault_counts(coded, readings)
    told = _first_rows(snapshot, readings, numbers) if numbers else []
    if output is not None:
        _write(_named_results(classified, snapshot), output)
    return Outcome(counts, sum(numbers.values()), _as_text(counts, by, rules, told))


def _refuse_path(path: Path) -> None:
    if path.suffix.lower() != ".parquet" and not path.is_dir():
        raise UnreadableFile(
            f"--engine và --by chỉ dùng với tệp hoặc thư mục .parquet; «{path.name}» không phải."
        )
    if not path.exists():
        raise UnreadableFile(f"Không có tệp «{path}». Kiểm tra lại đường dẫn.")
    if path.is_dir() and next(path.glob("**/*.parquet"), None) is None:
        raise UnreadableFile(f"Thư mục «{path.name}» không có tệp .parquet nào. Chọn thư mục khác.")
    try:
        pl.scan_parquet(parquet_files(str(path))).select(pl.len()).collect()
    except (pl.exceptions.PolarsError, OSError) as error:
        raise UnreadableFile(
            f"«{path.name}» có tệp không phải Parquet, bị hỏng hoặc không cùng các cột. Lưu lại rồi thử lại."
        ) from error


def _refuse_output(path: Path, output: Path) -> None:
    """Nothing of the person's file may be lost: a run would write over what it still reads."""
    there, here = output.resolve(), path.resolve()
    if output.suffix.lower() != ".parquet":
        raise UnwritableFile("Với --engine hoặc --by, kết quả từng hộ chỉ ghi ra .parquet. Đổi tên tệp ra.")
    if (
        there == here
        or here in there.parents
        or there in here.parents
        or (output.exists() and output.samefile(path))
    ):
        raise UnwritableFile(
            f"Tệp ra «{output}» trùng với tệp vào hoặc nằm trong thư mục vào, sẽ ghi đè dữ liệu gốc. "
            "Chọn tên hoặc thư mục khác cho -o."
        )


def _opened(path: Path, native: Frame) -> Snapshot:
    names = tuple(native.collect_schema().names())
    renamed = native.select(*(nw.col(name).alias(f"own_{place}") for place, name in enumerate(names)))
    return Snapshot(path, names, renamed)


def _recognised(snapshot: Snapshot, asked: Asked, rules: Rules) -> Recognition:
    """The columns as the plain path recognises them: by an empty table of the same headings."""
    body = pl.DataFrame(
        schema={"row": pl.Int64} | {f"c{place}": pl.String for place, _ in enumerate(snapshot.names)}
    )
    headings = [Heading(place, "", name, (name,)) for place, name in enumerate(snapshot.names)]
    none = body.cast(pl.String).with_columns(kind=pl.lit("title"))
    kinds = pl.Series("kind", [], pl.String)
    table = Table(snapshot.path.stem, tuple(headings), body, kinds, "unicode", 1, none, none)
    recognition = recognise(table, rules, asked.mapping.columns, asked.mapping.units)
    if not recognition.has_evidence:
        raise NoEvidenceError("Tệp không có cột nào về thu nhập hay chỉ số thiếu hụt; chỉ rõ bằng --map.")
    _refuse_flat(snapshot, recognition)
    return recognition


def _refuse_flat(snapshot: Snapshot, recognition: Recognition) -> None:
    code = recognition.column(HOUSEHOLD)
    if code is None or not {"person", "relationship"} & recognition.field_ids:
        return
    own = nw.col(f"own_{code.index}")
    some = collect(snapshot.frame.select(rows=own.count(), codes=own.drop_nulls().n_unique()))
    rows, codes = (int(some.to_dict(as_series=False)[name][0]) for name in ("rows", "codes"))
    if codes < rows:
        raise UnreadableFile(
            f"Danh sách mỗi dòng một thành viên (mã ở cột «{code.heading}» lặp lại): với --engine hoặc --by, "
            "mỗi dòng phải là một hộ. Bỏ --engine và --by."
        )


def _readings(snapshot: Snapshot, recognition: Recognition, asked: Asked, rules: Rules) -> list[Reading]:
    """How every column of evidence is read; columns of identity and of members are left as they are."""
    schema = snapshot.frame.collect_schema()
    # An engine may take a length of time for a number; Polars tells the types as they were written.
    files = nw.from_native(pl.scan_parquet(parquet_files(str(snapshot.path))))
    written = files.collect_schema().dtypes()
    readings = []
    held: dict[str, Any] = {}
    for column in recognition.columns:
        source = f"own_{column.index}"
        if column.field is None or column.field.of_member:
            continue
        kind, dtype = column.field.kind, schema[source]
        if written[column.index] == nw.Unknown and _is_blank(snapshot.frame, source):
            continue
        if kind is FieldKind.TEXT:
            if column.field.id == "commune" and dtype == nw.String:
                words = _words(snapshot.frame, source)
                made = residence_reading(_COMMUNE, column.heading, source, words, rules)
                readings.append(Reading(_COMMUNE, column.heading, made.value, {}, {}))
            continue
        for seen in (written[column.index], dtype):
            refuse_other_types(column, seen)
        readings.append(_reading(snapshot.frame, column, dtype, rules, asked))
        held[column.field.id] = _POLARS.get(kind, pl.String)
    if URBAN in snapshot.names and schema[snapshot.own(URBAN)] == nw.Boolean:
        readings.append(Reading(URBAN, URBAN, nw.col(snapshot.own(URBAN)), {}, {}))
    _refuse_point_table(held, asked, rules)
    return readings


_POLARS: dict[FieldKind, Any] = {
    FieldKind.TICK: pl.Boolean,
    FieldKind.WHOLE: pl.Int64,
    FieldKind.AMOUNT: pl.Int64,
    FieldKind.DECIMAL: pl.Float64,
}


def _reading(frame: Frame, column: Column, dtype: Any, rules: Rules, asked: Asked) -> Reading:
    assert column.field is not None
    source = f"own_{column.index}"
    if column.field.kind in NUMBERS:
        tens = column.field.kind is FieldKind.TICK and dtype != nw.Boolean and _says_ten(frame, source)
        return number_reading(
            column, dtype, source, rules, yes=10 if tens else 1, blank_is_no=asked.mapping.blank_is_no
        )
    words = _words(frame, source)
    if column.field.kind is FieldKind.CHOICE:
        return choice_reading(column, source, words)
    return residence_reading(_AREA, column.heading, source, words, rules)


def _is_blank(frame: Frame, source: str) -> bool:
    return int(collect(frame.select(told=nw.col(source).count())).to_dict(as_series=False)["told"][0]) == 0


def _says_ten(frame: Frame, source: str) -> bool:
    """Whether ticks are kept as the points of the sheet B2: 10 and 0, and nothing else."""
    cell = nw.col(source)
    other = nw.when((cell == 0) | (cell == 10) | cell.is_null()).then(0).otherwise(1).sum()
    tens = nw.when(cell == 10).then(1).otherwise(0).sum()
    found = collect(frame.select(other=other, tens=tens)).to_dict(as_series=False)
    return not found["other"][0] and bool(found["tens"][0])


def _words(frame: Frame, source: str) -> list[str]:
    """The different words of a column, which are few."""
    different = collect(frame.select(word=nw.col(source).cast(nw.String)).unique())
    return [word for word in different.to_dict(as_series=False)["word"] if word is not None]


def _refuse_point_table(held: Mapping[str, Any], asked: Asked, rules: Rules) -> None:
    """B1 from answers by a loaded table is for lists only; leaving it out would give other classes."""
    _, notes = with_points(pl.DataFrame(schema=held), rules, asked.point_tables, asked.region)
    if notes:
        raise UnreadableFile(
            "Điểm B1 của danh sách này phải tính từ câu trả lời theo bảng điểm đã nạp; --engine và --by "
            "chưa tính được. Bỏ --engine và --by, hoặc thêm cột điểm B1 đã chấm."
        )


def _coded(frame: Frame, readings: list[Reading]) -> Frame:
    """The values read, and beside each the code of what is wrong with it (place in `reasons`), else null."""
    if not readings:
        return frame
    read = frame.with_columns(**{reading.name: reading.value for reading in readings})
    codes = {reading.fault: _code(reading) for reading in readings if reading.reasons}
    return read.with_columns(**codes) if codes else read


def _code(reading: Reading) -> nw.Expr:
    """As for cells: what cannot be read goes before what cannot be; of the latter the last counts."""
    code = nw.lit(None, nw.Int8)
    places = {reason: place for place, reason in enumerate(reading.reasons)}
    ordered = [*reading.impossible.items(), *reversed(tuple(reading.unread.items()))]
    for reason, holds in ordered:
        code = nw.when(holds).then(nw.lit(places[reason], nw.Int8)).otherwise(code)
    return code


def _default(asked: Asked, rules: Rules) -> Residence | None:
    told = asked.area_kind or asked.mapping.area_kind
    return residence_of(told, rules) if told else None


def _evidence(coded: Frame, readings: list[Reading], default: Residence | None) -> Frame:
    """The columns that the measure takes: what is wrong is unknown."""
    good: dict[str, nw.Expr] = {
        r.name: nw.when(nw.col(r.fault).is_null()).then(nw.col(r.name)) for r in readings if r.reasons
    }
    for reading in readings:
        if reading.blank_is_no:
            blank = nw.col(reading.name).is_null()
            if reading.reasons:
                blank = blank & nw.col(reading.fault).is_null()
            told = good.get(reading.name, nw.col(reading.name))
            good[reading.name] = nw.when(blank).then(nw.lit(False)).otherwise(told)
    frame = coded.with_columns(**good) if good else coded
    names = [reading.name for reading in readings]
    places = [nw.col(name) for name in (URBAN, _AREA, _COMMUNE) if name in names]
    urban = nw.coalesce(*places) if len(places) > 1 else places[0] if places else nw.lit(None, nw.Boolean)
    if default is not None:  # a blank cell follows what was said of the file, a faulty one stays unknown
        faulty = [nw.col(r.fault) for r in readings if r.name == _AREA and r.reasons]
        blank = urban.is_null() & faulty[0].is_null() if faulty else urban.is_null()
        urban = nw.when(blank).then(nw.lit(default is Residence.URBAN)).otherwise(urban)
    return frame.with_columns(**{URBAN: urban}) if places or default is not None else frame


def _counted(classified: Frame, snapshot: Snapshot, by: str | None) -> pl.DataFrame:
    if by is None:
        return collect(count_classes(classified)).to_polars()
    own = snapshot.own(by)
    counted = collect(count_classes(classified, [own])).to_polars().sort(own)
    return counted.rename({own: _free(by, set(counted.columns))})


def _fault_counts(coded: Frame, readings: list[Reading]) -> dict[tuple[str, int], int]:
    """How many values of each column are wrong for each reason, where any are."""
    sums = {
        f"{reading.name}:{place}": nw.when(nw.col(reading.fault) == place).then(1).otherwise(0).sum()
        for reading in readings
        for place, _ in enumerate(reading.reasons)
    }
    if not sums:
        return {}
    found = collect(coded.select(**sums)).to_dict(as_series=False)
    numbers = {(name.rpartition(":")[0], int(name.rpartition(":")[2])): n[0] for name, n in found.items()}
    return {key: int(number) for key, number in numbers.items() if number}


def _first_rows(
    snapshot: Snapshot, readings: list[Reading], numbers: Mapping[tuple[str, int], int]
) -> list[str]:
    """A line for each column and reason: how many values, and in which row of the file the first stands.

    Read once more by Polars, whatever the engine: it alone numbers the rows as they stand in the files.
    """
    pattern = parquet_files(str(snapshot.path))
    native = nw.from_native(pl.scan_parquet(pattern, row_index_name=_ROW, include_file_paths=_FILE))
    own = {f"own_{place}": nw.col(name) for place, name in enumerate(snapshot.names)}
    coded = _coded(native.select(_ROW, _FILE, **own), readings)
    faults = {reading.name: reading.fault for reading in readings}
    firsts = {
        f"{name}:{place}": nw.when(nw.col(faults[name]) == place).then(nw.col(_ROW))
        for name, place in numbers
    }
    minima = [nw.col(name).min() for name in (_ROW, *firsts)]
    table = coded.select(_ROW, _FILE, **firsts).group_by(_FILE).agg(*minima)
    files = sorted(collect(table).to_polars().rows(named=True), key=lambda file: int(file[_ROW]))
    by_name = {reading.name: reading for reading in readings}
    lines = []
    for (name, place), number in numbers.items():
        file = next(file for file in files if file[f"{name}:{place}"] is not None)
        row = file[f"{name}:{place}"] - file[_ROW] + 1
        where = f"dòng dữ liệu {whole(row)}"
        if snapshot.path.is_dir():
            where += f" của tệp «{Path(file[_FILE]).name}»"
        reading = by_name[name]
        lines.append(
            f"Cột «{reading.heading}»: {whole(number)} giá trị coi như chưa biết, đầu tiên ở {where}: "
            f"{reading.reasons[place].rstrip('. ')}."
        )
    return lines


def _named_results(classified: Frame, snapshot: Snapshot) -> Frame:
    label = nw.lit(None, nw.String)
    for household_class in HouseholdClass:
        label = (
            nw.when(nw.col(CLASS_CODE) == household_class.code)
            .then(nw.lit(household_class.label))
            .otherwise(label)
        )
    taken = {name.lower() for name in snapshot.names}
    made = {CLASS_CODE: nw.col(CLASS_CODE), POINTS_AT_LEAST: nw.col(POINTS_AT_LEAST)}
    made |= {POINTS_AT_MOST: nw.col(POINTS_AT_MOST), RESULT: label}
    own = [nw.col(f"own_{place}").alias(name) for place, name in enumerate(snapshot.names)]
    return classified.select(*own, *(made[name].alias(_free(name, taken)) for name in made))


def _free(name: str, taken: set[str]) -> str:
    """A name that no column of the file has; the engines take upper and lower case for one."""
    new, number = name, 1
    while new.lower() in taken:
        new = f"{name} (tính lại)" if number == 1 else f"{name} (tính lại {number})"
        number += 1
    return new


def _write(frame: Frame, output: Path) -> None:
    try:
        frame.sink_parquet(str(output))
    except OSError as error:
        raise UnwritableFile(f"Không ghi được «{output}»: {error.strerror}. Chọn nơi khác.") from error


def _as_text(counts: pl.DataFrame, by: str | None, rules: Rules, faults: list[str]) -> str:
    lines = [f"Chuẩn áp dụng: {rules.standard.name} (ngày {rules.day:%d/%m/%Y})"]
    total = counts.select("households", *(c.value for c in HouseholdClass)).sum().row(0, named=True)
    lines.append(
        f"Kết quả: {whole(total['households'])} hộ"
        + (f", {whole(counts.height)} nhóm theo «{by}»" if by else "")
    )
    lines += [f"  {c.label:<26} {whole(total[c.value]):>12}" for c in HouseholdClass]
    return "\n".join([*lines, *faults])
