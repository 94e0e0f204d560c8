"""Giving a classified list back: the person's own columns and rows, the answer beside them, a summary."""

import json
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from giamngheo.apps.exchange.lists.classification import ClassifiedList, ClassifiedSheet
from giamngheo.apps.exchange.lists.evidence import ROW
from giamngheo.foundation.sheets import (
    OUTSIDE_THE_TABLE,
    SheetOut,
    Table,
    UnreadableFile,
    UnwritableFile,
    open_workbook,
    read_cells,
    write_csv,
    write_parquet,
    write_workbook,
)
from giamngheo.foundation.text import day, plain
from giamngheo.law.library import Rules, cited
from giamngheo.law.vocabulary.evidence import INCOME_POINTS
from giamngheo.law.vocabulary.standards import HouseholdClass
from giamngheo.measurement.reasons import MISSING, PIVOT, REASON
from giamngheo.measurement.tables import CLASS_CODE, POINTS_AT_LEAST, POINTS_AT_MOST

RESULT_COLUMNS = ("Kết quả", "Điểm B1", "Điểm B2", "Lý do", "Còn thiếu", "Chuẩn áp dụng")
UNREAD = "Trang này không đọc được nên không chép lại ở đây; xem tệp đã gửi."
AROUND = "giamngheo.around"
FAULT_HEADINGS = ("Trang", "Dòng", "Cột", "Tiêu đề", "Giá trị", "Vì sao", "Cách sửa")


def counts_of_classes(classified: ClassifiedList) -> list[tuple[str, int]]:
    """Households of each class, in the official order, unknown last."""
    counted = dict(classified.frame.get_column(CLASS_CODE).value_counts().iter_rows())
    order = [c for c in HouseholdClass if c is not HouseholdClass.UNKNOWN] + [HouseholdClass.UNKNOWN]
    return [(c.label, counted.get(c.code, 0)) for c in order]


def answers(classified: ClassifiedList) -> pl.DataFrame:
    """The six columns of the answer by `row`, in Vietnamese, of all sheets in the order of the file."""
    return pl.concat([answers_of(sheet, classified.rules) for sheet in classified.sheets])


def answers_of(sheet: ClassifiedSheet, rules: Rules) -> pl.DataFrame:
    """The six columns of the answer of one sheet by `row`, in Vietnamese."""
    labels = {c.code: c.label for c in HouseholdClass}
    law = {
        c.code: f"{rules.standard.short_name}, {cited(rules.text(c).clause)}" for c in rules.class_formulas
    }
    applied = f" (ngày {day(rules.day)}, theo {cited(rules.in_force_by)})"
    unverified = any(not text.verified for text in rules.standard.classes)
    mark = "; cần đối chiếu công báo" if unverified else ""
    code = pl.col(CLASS_CODE)
    low, high = pl.col(POINTS_AT_LEAST), pl.col(POINTS_AT_MOST)
    frame = sheet.frame
    has_b1 = rules.has_points and INCOME_POINTS in frame.columns
    b1 = pl.col(INCOME_POINTS) if has_b1 else pl.lit(None, pl.Int64)
    b2 = pl.when(low == high).then(low) if rules.has_points else pl.lit(None, pl.Int64)
    pivot = pl.when(pl.col(PIVOT) != "").then(pl.col(PIVOT))
    named = (
        code.replace_strict(labels, return_dtype=pl.String),
        b1,
        b2,
        _sentence(pl.concat_str(pl.col(REASON), pivot, separator="; ", ignore_nulls=True)),
        _sentence(pl.col(MISSING)),
        code.replace_strict(law, default=rules.standard.short_name, return_dtype=pl.String) + applied + mark,
    )
    return frame.select(ROW, **dict(zip(RESULT_COLUMNS, named, strict=True)))


def _sentence(text: pl.Expr) -> pl.Expr:
    return text.str.slice(0, 1).str.to_uppercase() + text.str.slice(1)


def write_result(classified: ClassifiedList, output: Path) -> None:
    """Write the list with its answer as .xlsx, .csv or .parquet, by the ending of `output`.

    Raises:
        UnwritableFile: where the file cannot be written.
    """
    tables = [sheet.recognition.table for sheet in classified.sheets]
    names = _result_names(tables)
    found = [(one, answers_of(one, classified.rules).rename(names)) for one in classified.sheets]
    ending = output.suffix.lower()
    if ending == ".xlsx":
        write_workbook(output, _sheets(classified, found))
    elif ending == ".csv":
        rows = _united([_flat(one.recognition.table, answer) for one, answer in found], tables)
        write_csv(output, _with_outside(rows, tables))
    elif ending == ".parquet":
        bodies = [
            _beside(table.rows, table, answer) for table, (_, answer) in zip(tables, found, strict=True)
        ]
        write_parquet(output, _united(bodies, tables), metadata={AROUND: _as_json(tables)})
    else:
        raise UnwritableFile(f"Không ghi được tệp đuôi «{ending}». Chọn .xlsx, .csv hoặc .parquet.")


def _result_names(tables: Sequence[Table]) -> dict[str, str]:
    """A column of the answer that a sheet already has gets a name of its own; the person's column stays."""
    taken = {plain(heading.text) for table in tables for heading in table.headings}
    return {name: _free(name, "tính lại", taken) for name in RESULT_COLUMNS}


def _free(name: str, aside: str, taken: set[str]) -> str:
    new, number = name, 1
    while plain(new) in taken:
        new = f"{name} ({aside})" if number == 1 else f"{name} ({aside} {number})"
        number += 1
    return new


def _headings(table: Table) -> dict[str, str]:
    """Column of the frame → heading to be written; columns without one keep their letter."""
    names: dict[str, str] = {}
    seen: set[str] = set()
    for heading in table.headings:
        name = heading.text or f"Cột {heading.letter}"
        while name in seen:
            name += " "
        seen.add(name)
        names[f"c{heading.index}"] = name
    return names


def _beside(rows: pl.DataFrame, table: Table, answer: pl.DataFrame) -> pl.DataFrame:
    names = _headings(table)
    joined = rows.join(answer, on=ROW, how="left", maintain_order="left")
    return joined.select(
        *(pl.col(column).alias(name) for column, name in names.items()),
        *(c for c in answer.columns if c != ROW),
    )


def _flat(table: Table, answer: pl.DataFrame) -> pl.DataFrame:
    """Body and groups as text."""
    columns = [ROW, *_headings(table)]
    rows = table.rows.select(pl.col(ROW), pl.exclude(ROW).cast(pl.String)).select(columns)
    return _beside(rows, table, answer)


def _with_outside(rows: pl.DataFrame, tables: Sequence[Table]) -> pl.DataFrame:
    """The rows, then totals and notes below the table, then what stood above its headings.

    A program reads the first line of a .csv as its headings, so the titles cannot stay above; the line before
    them is how they are known when the file is read again. Where sheets are united, all that stood below one
    follows that line too: in the middle of the rows it could be taken for a household.
    """
    several = len(tables) > 1
    width = rows.width - len(RESULT_COLUMNS)
    below: list[list[str | None]] = []
    outside: list[list[str | None]] = []
    for table in tables:
        columns = list(_headings(table))
        for frame, lines in ((table.foot, below), (_titles(table), outside)):
            for row in frame.select(columns).iter_rows():
                line = [*row, *[None] * (width - len(row))]
                line[-1] = table.sheet if several and any(row) else line[-1]
                lines.append(line)
    if several:
        below, outside = [], below + outside
    blank: list[str | None] = [None] * width
    if outside:
        outside = [blank, [OUTSIDE_THE_TABLE, *blank[1:]], *outside]
    schema = dict.fromkeys(rows.columns[:width], pl.String)
    return pl.concat([rows, pl.DataFrame(below + outside, schema, orient="row")], how="diagonal")


def _titles(table: Table) -> pl.DataFrame:
    return table.head.filter(pl.col("kind").is_in(["title", "numbering"]))


def _as_json(tables: Sequence[Table]) -> str:
    """What stood above and below the table of each sheet, for the metadata of a .parquet file."""
    kept = {}
    for table in tables:
        columns = list(_headings(table))
        above, below = _titles(table).select(columns).rows(), table.foot.select(columns).rows()
        kept[table.sheet] = {"above": above, "below": below}
    return json.dumps(kept, ensure_ascii=False)


def _united(frames: Sequence[pl.DataFrame], tables: Sequence[Table]) -> pl.DataFrame:
    """The rows of all sheets in one table: columns of one heading are one, «Trang» names the sheet.

    It stands after the person's columns: a total or a group is known by the first words of its row.
    """
    if len(frames) == 1:
        return frames[0]
    first: dict[tuple[str, int], str] = {}
    named_alike = []
    for frame in frames:
        here: list[str] = []
        for name in frame.columns:
            words = plain(name) or name
            here.append(first.setdefault((words, sum(plain(h) == words for h in here)), name))
        named_alike.append(frame.rename(dict(zip(frame.columns, here, strict=True))))
    sheet = _free("Trang", "của tệp", {plain(name) for name in first.values()})
    types: dict[str, set[pl.DataType]] = {}
    for frame in named_alike:
        for name, dtype in frame.schema.items():
            types.setdefault(name, set()).add(dtype)
    mixed = [
        name for name, seen in types.items() if len(seen) > 1 and not all(one.is_numeric() for one in seen)
    ]
    results = list(frames[0].columns[-len(RESULT_COLUMNS) :])
    united = pl.concat(
        [
            frame.select(
                *(pl.col(n).cast(pl.String) if n in mixed else pl.col(n) for n in frame.columns),
                pl.when(pl.any_horizontal(pl.all().is_not_null())).then(pl.lit(table.sheet)).alias(sheet),
            )
            for frame, table in zip(named_alike, tables, strict=True)
        ],
        how="diagonal_relaxed",
    )
    return united.select(pl.exclude(sheet, *results), sheet, *results)


def _sheets(
    classified: ClassifiedList, found: Sequence[tuple[ClassifiedSheet, pl.DataFrame]]
) -> list[SheetOut]:
    sheets = [
        _around(one.recognition.table, _beside(one.recognition.table.rows, one.recognition.table, answer))
        for one, answer in found
    ]
    sheets.append(_summary(classified))
    if classified.faults.height:
        faults = classified.faults.select("sheet", "row", "column", "heading", "value", "reason", "remedy")
        faults.columns = list(FAULT_HEADINGS)
        sheets.append(SheetOut("Cần sửa", list(FAULT_HEADINGS), faults))
    if classified.opened.members is not None:
        table = classified.opened.members.table
        sheets.append(_around(table, table.rows.select(*_headings(table)).rename(_headings(table))))
    sheets += _other_sheets(classified)
    return sheets


def _around(table: Table, body: pl.DataFrame) -> SheetOut:
    """A sheet of the person's with what stood above and below its table."""
    columns = list(_headings(table))
    above = [list(row) for row in _titles(table).select(columns).iter_rows()]
    below = [list(row) for row in table.foot.select(columns).iter_rows()]
    return SheetOut(table.sheet, body.columns, body, lead=above, trail=below)


def _other_sheets(classified: ClassifiedList) -> list[SheetOut]:
    """Every further sheet of the person's workbook, cell by cell as text; what cannot be read is told."""
    opened = classified.opened
    workbook = open_workbook(opened.path)
    if workbook.kind in ("csv", "parquet"):
        return []
    members = opened.members.table.sheet if opened.members is not None else None
    found = []
    for name in sheets_beside(classified):
        if name == members:
            continue
        try:
            rows = [list(row) for row in read_cells(workbook, name).iter_rows()]
        except UnreadableFile:
            rows = [[UNREAD]]
        found.append(SheetOut(name, [], pl.DataFrame(), lead=rows))
    return found


def sheets_beside(classified: ClassifiedList) -> list[str]:
    """The sheets of the file without classified households: a result of one table does not hold them."""
    used = {sheet.recognition.table.sheet for sheet in classified.sheets}
    return [sheet.name for sheet in open_workbook(classified.opened.path).sheets if sheet.name not in used]


def summary_lines(classified: ClassifiedList) -> list[tuple[str, str]]:
    """What was done, under which law, with what taken for granted."""
    rules = classified.rules
    lines = [
        ("Tệp", classified.opened.file_name),
        ("Chuẩn áp dụng", rules.standard.name),
        ("Ngày áp dụng", day(rules.day)),
        ("Theo", cited(rules.in_force_by)),
    ]
    if len(classified.sheets) > 1:
        lines.append(("Các trang", ", ".join(one.sheet.name for one in classified.sheets)))
    lines += [("Lưu ý", note) for note in classified.notes]
    if any(not text.verified for text in (*rules.standard.classes, *rules.standard.deprivations)):
        lines.append(
            ("Cần đối chiếu công báo", "một phần lời văn của chuẩn chưa được đối chiếu với bản chính")
        )
    return lines


def _summary(classified: ClassifiedList) -> SheetOut:
    total = classified.frame.height
    counts = counts_of_classes(classified)
    rows = pl.DataFrame(
        {
            "Phân loại": [*(label for label, _ in counts), "Cộng"],
            "Số hộ": [*(count for _, count in counts), total],
            "Tỷ lệ %": [
                *(round(100 * count / total, 2) if total else None for _, count in counts),
                100.0 if total else None,
            ],
        }
    )
    by_village = _by_village(classified)
    lead: list[list[object]] = [["TỔNG HỢP KẾT QUẢ PHÂN LOẠI"]]
    lead.extend([name, text] for name, text in summary_lines(classified))
    lead.append([])
    trail: list[list[object]] = [[], *by_village]
    return SheetOut("Tổng hợp", rows.columns, rows, lead=lead, trail=trail)


def _by_village(classified: ClassifiedList) -> list[list[object]]:
    """A row for each village, where the list names them, then for each sheet where that is something else."""
    classes = [c for c in HouseholdClass if c is not HouseholdClass.UNKNOWN] + [HouseholdClass.UNKNOWN]
    counts = [pl.len(), *((pl.col(CLASS_CODE) == c.code).sum().alias(c.value) for c in classes)]
    labels = ["Số hộ", *(c.label for c in classes)]
    rows: list[list[object]] = []
    if "village" in classified.frame.columns:
        counted = classified.frame.group_by("village", maintain_order=True).agg(*counts)
        rows.append(["Thôn, tổ dân phố", *labels])
        rows += [[row[0] or "(không ghi thôn)", *row[1:]] for row in counted.iter_rows()]
    names = [one.sheet.name for one in classified.sheets]
    if len(names) > 1 and names != [row[0] for row in rows[1:]]:
        rows += [[], ["Trang", *labels]]
        rows += [[one.sheet.name, *one.frame.select(counts).row(0)] for one in classified.sheets]
    return rows
