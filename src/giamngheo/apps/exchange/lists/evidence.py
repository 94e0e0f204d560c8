"""From the cells of a recognised list to the columns that the measure takes, with every fault told."""

from collections.abc import Callable
from dataclasses import dataclass, field

import narwhals.stable.v2 as nw
import polars as pl

from giamngheo.apps.exchange.lists.fields import Field, FieldKind
from giamngheo.apps.exchange.lists.limits import impossible
from giamngheo.apps.exchange.lists.recognition import Column, Recognition
from giamngheo.apps.exchange.lists.residence import REMEDY, UnknownResidenceError, residence_of
from giamngheo.foundation.sheets import values
from giamngheo.foundation.text import plain
from giamngheo.law.library import Rules
from giamngheo.law.vocabulary.formulas import BIRTH_EARLIEST, BIRTH_LATEST, URBAN
from giamngheo.law.vocabulary.standards import Residence
from giamngheo.measurement.tables import DEPRIVED, deprived

ROW = "row"
FAULT_COLUMNS = {
    "sheet": pl.String,
    "row": pl.Int64,
    "column": pl.String,
    "heading": pl.String,
    "value": pl.String,
    "reason": pl.String,
    "remedy": pl.String,
}
_REMEDIES = {
    FieldKind.TICK: "Ghi x, có hoặc 1 nếu có (thiếu hụt); không hoặc 0 nếu không; để trống nếu chưa biết.",
    FieldKind.WHOLE: "Xem lại phiếu và ghi một số nguyên.",
    FieldKind.AMOUNT: "Ghi số tiền bằng đồng, ví dụ 1.500.000, hoặc kèm đơn vị: 1,5 triệu.",
    FieldKind.DECIMAL: "Ghi một số, ví dụ 45,5.",
    FieldKind.AREA_KIND: REMEDY,
    FieldKind.BIRTH: "Ghi ngày/tháng/năm, tháng/năm hoặc năm sinh, ví dụ 15/8/1980.",
}


@dataclass
class Evidence:
    """Households (or members) in the columns of `measurement.tables`, with `row`, and the faults."""

    frame: pl.DataFrame
    faults: list[pl.DataFrame] = field(default_factory=list)
    blank_is_no: bool = False

    @property
    def all_faults(self) -> pl.DataFrame:
        """Every fault, by row and column."""
        empty = pl.DataFrame(schema=FAULT_COLUMNS)
        return pl.concat([empty, *self.faults]).sort("row", "column", maintain_order=True)


def gather(
    recognition: Recognition, rules: Rules, *, default: Residence | None = None, blank_is_no: bool = False
) -> Evidence:
    """Read the recognised columns of the body; a cell that cannot be read is a fault and unknown."""
    body = recognition.table.body
    evidence = Evidence(body.select(ROW), blank_is_no=blank_is_no)
    for column in recognition.columns:
        if column.field is not None:
            _READERS[column.field.kind](
                evidence, body.get_column(f"c{column.index}"), column, recognition, rules
            )
    _settle_residence(evidence, recognition, rules, default)
    return evidence


def _add(evidence: Evidence, name: str, column: pl.Series) -> None:
    evidence.frame = evidence.frame.with_columns(column.alias(name))


def _tell(
    evidence: Evidence, cells: pl.Series, column: Column, sheet: str, *, problem: pl.Series, remedy: str
) -> None:
    """Tell every cell that has a problem: where it stands, what is in it, why not, what to do."""
    told = pl.DataFrame(
        {
            "row": evidence.frame.get_column(ROW),
            "value": cells.cast(pl.String, strict=False),
            "reason": problem.str.strip_chars_end(". "),
        }
    ).filter(pl.col("reason").is_not_null())
    if told.is_empty():
        return
    evidence.faults.append(
        told.select(
            sheet=pl.lit(sheet),
            row="row",
            column=pl.lit(column.letter),
            heading=pl.lit(column.heading),
            value="value",
            reason="reason",
            remedy=pl.lit(remedy),
        )
    )


def _read_with(parse: Callable[[pl.Series, Column], tuple[pl.Series, pl.Series]]) -> Callable[..., None]:
    def read(
        evidence: Evidence, cells: pl.Series, column: Column, recognition: Recognition, rules: Rules
    ) -> None:
        assert column.field is not None
        value, problem = parse(cells, column)
        value, problem = _within_limits(column.field, value, problem, rules)
        if evidence.blank_is_no and column.field.id.startswith(DEPRIVED):  # what is not understood is unknown
            value = value.zip_with(~(value.is_null() & problem.is_null()), pl.Series([False]))
        _add(evidence, column.field.id, value)
        _tell(
            evidence,
            cells,
            column,
            recognition.table.sheet,
            problem=problem,
            remedy=_REMEDIES[column.field.kind],
        )

    return read


def _text(
    evidence: Evidence, cells: pl.Series, column: Column, recognition: Recognition, rules: Rules
) -> None:
    assert column.field is not None
    text = cells.cast(pl.String, strict=False).str.strip_chars()
    _add(evidence, column.field.id, text.replace("", None))


def _area(
    evidence: Evidence, cells: pl.Series, column: Column, recognition: Recognition, rules: Rules
) -> None:
    """Only the few different words of a list are looked at, whatever its length."""
    text = cells.cast(pl.String, strict=False)
    urban, problem = _urban(text, rules)
    _add(evidence, "area_kind", text)
    _add(evidence, URBAN, urban)
    _tell(evidence, cells, column, recognition.table.sheet, problem=problem, remedy=REMEDY)


def _urban(text: pl.Series, rules: Rules) -> tuple[pl.Series, pl.Series]:
    residences: dict[str, bool] = {}
    problems: dict[str, str] = {}
    for words in text.drop_nulls().unique().to_list():
        if words.strip():
            try:
                residences[words] = residence_of(words, rules) is Residence.URBAN
            except UnknownResidenceError as error:
                problems[words] = str(error)
    return (
        text.replace_strict(residences, default=None, return_dtype=pl.Boolean),
        text.replace_strict(problems, default=None, return_dtype=pl.String),
    )


def _choice(
    evidence: Evidence, cells: pl.Series, column: Column, recognition: Recognition, rules: Rules
) -> None:
    assert column.field is not None
    known = {plain(word): code for code, label in column.field.codes for word in (code, label)}
    text = cells.cast(pl.String, strict=False).str.strip_chars()
    said = {w: plain(w) for w in text.drop_nulls().unique().to_list() if w}
    value = text.replace_strict(
        {w: known[p] for w, p in said.items() if p in known}, default=None, return_dtype=pl.String
    )
    allowed = "; ".join(label for _, label in column.field.codes)
    wrong = {w: "không phải câu trả lời có trong phiếu" for w, p in said.items() if p not in known}
    problem = text.replace_strict(wrong, default=None, return_dtype=pl.String)
    _add(evidence, column.field.id, value)
    _tell(
        evidence, cells, column, recognition.table.sheet, problem=problem, remedy=f"Ghi một trong: {allowed}."
    )


def _numbers(
    evidence: Evidence, cells: pl.Series, column: Column, recognition: Recognition, rules: Rules
) -> None:
    """«1, 3, 7»: these official numbers and no others are lacking; a column of its own goes before."""
    text = cells.cast(pl.String, strict=False).str.strip_chars().replace("", None)
    listed = text.str.extract_all(r"\d+").list.eval(pl.element().cast(pl.Int64, strict=False))
    official = [deprivation.number for deprivation in rules.standard.deprivations]
    known = listed.list.eval(pl.element().is_in(official)).list.all()
    understood = text.str.contains(r"^(\d|\s|[,;.+&-]|và)*$") & known
    for deprivation in rules.standard.deprivations:
        if deprived(deprivation.id) not in recognition.field_ids:
            told = pl.DataFrame({"numbers": listed, "ok": understood}).select(
                pl.when(pl.col("ok")).then(pl.col("numbers").list.contains(deprivation.number))
            )
            _add(evidence, deprived(deprivation.id), told.to_series())
    reason = f"không phải các số thứ tự của chỉ số, từ 1 đến {max(official)}"
    problem = pl.select(pl.when(~understood).then(pl.lit(reason))).to_series()
    remedy = "Ghi số thứ tự các chỉ số thiếu hụt, ví dụ 1, 3, 7."
    _tell(evidence, cells, column, recognition.table.sheet, problem=problem, remedy=remedy)


def _birth(
    evidence: Evidence, cells: pl.Series, column: Column, recognition: Recognition, rules: Rules
) -> None:
    """A birth date in its precision: earliest and latest day it can be, as yyyymmdd."""
    year, month, day, problem = values.day(cells)
    born = pl.DataFrame({"y": year, "m": month, "d": day}).select(
        (pl.col("y") * 10_000 + pl.col("m").fill_null(1) * 100 + pl.col("d").fill_null(1))
        .cast(pl.Int32)
        .alias(BIRTH_EARLIEST),
        (pl.col("y") * 10_000 + pl.col("m").fill_null(12) * 100 + pl.col("d").fill_null(31))
        .cast(pl.Int32)
        .alias(BIRTH_LATEST),
    )
    today = rules.day.year * 10_000 + rules.day.month * 100 + rules.day.day
    unborn = born.get_column(BIRTH_EARLIEST) > today
    reason = pl.select(
        pl.when(unborn).then(pl.lit("ngày sinh sau ngày rà soát")).otherwise(problem)
    ).to_series()
    for name in (BIRTH_EARLIEST, BIRTH_LATEST):
        kept = pl.select(pl.when(~unborn.fill_null(value=False)).then(born.get_column(name))).to_series()
        _add(evidence, name, kept)
    _tell(evidence, cells, column, recognition.table.sheet, problem=reason, remedy=_REMEDIES[FieldKind.BIRTH])


def _amount(cells: pl.Series, column: Column) -> tuple[pl.Series, pl.Series]:
    value, problem = values.amount(cells, unit=column.unit or 1)
    if column.per_year:  # rounded up, so that x ≤ 12·line ⟺ x/12 ≤ line
        value = (value + 11) // 12
    return value, problem


def _within_limits(
    field_: Field, value: pl.Series, problem: pl.Series, rules: Rules
) -> tuple[pl.Series, pl.Series]:
    """Values that no scored sheet and no household can have are unknown, and told."""
    wrong = pl.lit(None, pl.String)
    for reason, holds in impossible(rules, {field_.id: nw.col("x")}).get(field_.id, {}).items():
        told = nw.from_native(value.alias("x").to_frame()).select(holds=holds).to_native().get_column("holds")
        wrong = pl.when(told).then(pl.lit(reason)).otherwise(wrong)
    checked = pl.DataFrame({"x": value, "said": problem}).select(
        x=pl.when(wrong.is_null()).then(pl.col("x")), said=pl.coalesce(pl.col("said"), wrong)
    )
    return checked.get_column("x"), checked.get_column("said")


def _settle_residence(
    evidence: Evidence, recognition: Recognition, rules: Rules, default: Residence | None
) -> None:
    """Rows without a residence of their own take it from the name of their commune, else from `default`."""
    frame = evidence.frame
    urban = (
        frame.get_column(URBAN)
        if URBAN in frame.columns
        else pl.Series(URBAN, [None] * frame.height, dtype=pl.Boolean)
    )
    if "commune" in frame.columns:
        by_name, _ = _urban(frame.get_column("commune"), rules)
        urban = urban.fill_null(by_name) if by_name.null_count() < by_name.len() else urban
    if default is not None:  # a blank cell follows what was said of the list, a faulty one stays unknown
        blank = pl.Series([True] * frame.height)
        if "area_kind" in frame.columns:
            blank = frame.get_column("area_kind").str.strip_chars().fill_null("") == ""
        urban = urban.zip_with(
            ~(blank & urban.is_null()), pl.Series([default is Residence.URBAN] * frame.height)
        )
    evidence.frame = frame.with_columns(urban.alias(URBAN))


_READERS: dict[FieldKind, Callable[..., None]] = {
    FieldKind.TEXT: _text,
    FieldKind.AREA_KIND: _area,
    FieldKind.CHOICE: _choice,
    FieldKind.BIRTH: _birth,
    FieldKind.NUMBERS: _numbers,
    FieldKind.TICK: _read_with(lambda cells, _: values.tick(cells)),
    FieldKind.WHOLE: _read_with(lambda cells, _: values.whole(cells)),
    FieldKind.AMOUNT: _read_with(_amount),
    FieldKind.DECIMAL: _read_with(lambda cells, _: values.decimal(cells)),
}
