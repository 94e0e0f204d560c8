"""A province or the country in Parquet: the same measure on any engine, never more than a part in memory."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl

from giamngheo.apps.exchange.classification import Asked, NoEvidenceError
from giamngheo.apps.exchange.fields import Field, FieldKind, fields_for
from giamngheo.apps.exchange.limits import impossible
from giamngheo.apps.exchange.recognition import MappingError
from giamngheo.apps.exchange.residence import residence_of
from giamngheo.foundation.sheets import Heading, UnreadableFile, UnwritableFile, match_headings
from giamngheo.foundation.text import plain, whole
from giamngheo.law.library import Rules, points_refused
from giamngheo.law.vocabulary.evidence import INCOME, INCOME_POINTS
from giamngheo.law.vocabulary.formulas import URBAN
from giamngheo.law.vocabulary.standards import HouseholdClass, Residence
from giamngheo.measurement.engines import collect, scan
from giamngheo.measurement.run import classify, count_classes
from giamngheo.measurement.tables import (
    CLASS_CODE,
    DEPRIVATION_COUNT,
    DEPRIVATION_POINTS,
    MEMBER_COUNT,
    POINTS_AT_LEAST,
    POINTS_AT_MOST,
    Frame,
)

RESULT = "Kết quả"


@dataclass(frozen=True)
class Outcome:
    """What a run gave: the counts by group, and how many values no household can have (taken as unknown)."""

    counts: pl.DataFrame
    faults: int
    text: str


def classify_snapshot(
    path: Path, asked: Asked, *, output: Path | None, by: str | None, engine: str, master: str
) -> Outcome:
    """Classify a Parquet file or folder whose columns are typed; write it with results and count by `by`.

    Raises:
        UnreadableFile: where the path is no Parquet; UnwritableFile: where `output` cannot be written.
        MappingError: where `by` is no column; NoEvidenceError, LawError: as for a list.
    """
    if path.suffix.lower() != ".parquet" and not path.is_dir():
        raise UnreadableFile(
            f"--engine và --by chỉ dùng với tệp hoặc thư mục .parquet; «{path.name}» không phải."
        )
    if not path.exists():
        raise UnreadableFile(f"Không có tệp «{path}». Kiểm tra lại đường dẫn.")
    rules = asked.rules()
    native = scan(str(path), engine, master)
    columns = _fields(native, asked, rules)
    if by is not None and by not in native.collect_schema().names():
        raise MappingError(f"Không có cột «{by}». Các cột có: {', '.join(native.collect_schema().names())}.")
    frame, invalid = _evidence(native, columns, asked, rules)
    classified = classify(frame, rules)
    counts = _counted(classified, by)
    faults = int(collect(invalid).to_native()[0, 0]) if engine == "polars" else _single(invalid)
    if output is not None:
        _write(_named_results(classified, native.collect_schema().names()), output, engine)
    return Outcome(counts, faults, _as_text(counts, by, rules, faults))


def _single(frame: Frame) -> int:
    return int(collect(frame).to_dict(as_series=False)["faults"][0])


def _fields(native: Frame, asked: Asked, rules: Rules) -> dict[str, Field]:
    """Which column is which field: by its name, or as the mapping says."""
    names = native.collect_schema().names()
    fields = fields_for(rules)
    headings = [Heading(index, "", name, (name,)) for index, name in enumerate(names)]
    matched = match_headings(headings, {name: field.words for name, field in fields.items()})
    found = {names[match.heading_index]: fields[name] for name, match in matched.items()}
    for column, name in asked.mapping.columns.items():
        if column not in names:
            raise MappingError(f"Không có cột «{column}» trong tệp. Các cột có: {', '.join(names)}.")
        found.pop(column, None)
        if name is not None:
            if name not in fields:
                raise MappingError(
                    f"Không có nội dung «{name}». Các nội dung dùng được: {', '.join(fields)}."
                )
            found = {c: f for c, f in found.items() if f.id != name} | {column: fields[name]}
    return found


def _evidence(native: Frame, columns: dict[str, Field], asked: Asked, rules: Rules) -> tuple[Frame, Frame]:
    """The evidence columns next to the file's own, and the count of impossible values."""
    held = {field.id: column for column, field in columns.items()}
    if not rules.has_points:
        for name in (INCOME_POINTS, DEPRIVATION_POINTS):
            held.pop(name, None)
    telling = [
        n
        for n in held
        if n in (INCOME, INCOME_POINTS, DEPRIVATION_POINTS, DEPRIVATION_COUNT) or n.startswith("deprived_")
    ]
    if not telling:
        if any(f.id in (INCOME_POINTS, DEPRIVATION_POINTS) for f in columns.values()):
            raise points_refused(rules)
        raise NoEvidenceError("Tệp không có cột nào về thu nhập hay chỉ số thiếu hụt; chỉ rõ bằng --map.")
    flags = [c for c, f in columns.items() if f.kind is FieldKind.TICK and f.id in telling]
    schema = native.collect_schema()
    made = {name: _typed(held[name], schema, flags) for name in telling}
    if "member_count" in held:
        made[MEMBER_COUNT] = nw.col(held["member_count"])
    wrong = {name: reduce(or_, reasons.values()) for name, reasons in impossible(rules, made).items()}
    counted = [nw.when(bad).then(nw.lit(1)).otherwise(nw.lit(0)) for bad in wrong.values()]
    for name, bad in wrong.items():
        made[name] = nw.when(~bad).then(made[name])
    urban = _urban(native, columns, asked, rules)
    if urban is not None:
        made[URBAN] = urban
    total = nw.sum_horizontal(*counted) if counted else nw.lit(0)
    return native.with_columns(**made), native.select(faults=total).select(nw.col("faults").sum())


def _typed(column: str, schema: Mapping[str, Any], flags: list[str]) -> nw.Expr:
    """A tick may be kept as Boolean or as 0 and 1."""
    return nw.col(column) == 1 if column in flags and schema[column] != nw.Boolean else nw.col(column)


def _urban(native: Frame, columns: dict[str, Field], asked: Asked, rules: Rules) -> nw.Expr | None:
    schema = native.collect_schema()
    if URBAN in schema.names() and schema[URBAN] == nw.Boolean:
        return nw.col(URBAN)
    named = next((c for c, f in columns.items() if f.kind is FieldKind.AREA_KIND), None)
    if named is not None and schema[named] == nw.Boolean:
        return nw.col(named)
    if named is not None:
        words = collect(native.select(named).unique()).to_dict(as_series=False)[named]
        known = {w: residence_of(str(w), rules) for w in words if w is not None and plain(str(w))}
        urban = [w for w, residence in known.items() if residence is Residence.URBAN]
        return nw.col(named).is_in(urban) if urban else nw.when(~nw.col(named).is_null()).then(nw.lit(False))
    if asked.area_kind:
        return nw.lit(residence_of(asked.area_kind, rules) is Residence.URBAN)
    return None


def _counted(classified: Frame, by: str | None) -> pl.DataFrame:
    counted = collect(count_classes(classified, [by] if by else [])).to_polars()
    return counted.sort(by) if by else counted


def _named_results(classified: Frame, own: list[str]) -> Frame:
    label = nw.lit(None, nw.String)
    for household_class in HouseholdClass:
        label = (
            nw.when(nw.col(CLASS_CODE) == household_class.code)
            .then(nw.lit(household_class.label))
            .otherwise(label)
        )
    low, high = nw.col(POINTS_AT_LEAST), nw.col(POINTS_AT_MOST)
    name = RESULT if RESULT not in own else f"{RESULT} (tính lại)"
    return classified.with_columns(**{name: label}).select(*own, CLASS_CODE, low, high, name)


def _write(frame: Frame, output: Path, engine: str) -> None:
    if output.suffix.lower() != ".parquet":
        raise UnwritableFile("Với --engine hoặc --by, kết quả từng hộ chỉ ghi ra .parquet. Đổi tên tệp ra.")
    try:
        frame.sink_parquet(str(output))
    except OSError as error:
        raise UnwritableFile(f"Không ghi được «{output}»: {error.strerror}. Chọn nơi khác.") from error


def _as_text(counts: pl.DataFrame, by: str | None, rules: Rules, faults: int) -> str:
    lines = [f"Chuẩn áp dụng: {rules.standard.name} (ngày {rules.day:%d/%m/%Y})"]
    total = counts.select(pl.exclude(by) if by else pl.all()).sum().row(0, named=True)
    lines.append(
        f"Kết quả: {whole(total['households'])} hộ"
        + (f", {whole(counts.height)} nhóm theo «{by}»" if by else "")
    )
    lines += [f"  {c.label:<26} {whole(total[c.value]):>12}" for c in HouseholdClass]
    if faults:
        lines.append(
            f"{whole(faults)} giá trị không thể có (ví dụ điểm B2 không phải bội số): coi như chưa biết."
        )
    return "\n".join(lines)
