"""What pages need of a list and of its result, written once so that no page computes anything."""

from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import polars as pl

from giamngheo.apps.exchange.lists.classification import ClassifiedList, ClassifiedSheet, OpenedList
from giamngheo.apps.exchange.lists.evidence import ROW
from giamngheo.apps.exchange.lists.fields import FieldKind
from giamngheo.apps.exchange.lists.opening import alike
from giamngheo.apps.exchange.lists.recognition import Recognition
from giamngheo.apps.exchange.lists.results import answers_of, summary_lines, write_result
from giamngheo.apps.exchange.sitting_folder import ENDINGS, write_json
from giamngheo.foundation.sheets import open_workbook
from giamngheo.foundation.text import plain_expr
from giamngheo.law.library import cited
from giamngheo.law.vocabulary.standards import HouseholdClass
from giamngheo.measurement.tables import CLASS_CODE, HOUSEHOLD

HOUSEHOLDS, FAULTS = "households.parquet", "faults.parquet"
ORIGINAL, MEMBERS = "original-{}.parquet", "members-{}.parquet"  # one a sheet of households
OF_HOUSEHOLD = "_household"
SUMMARY, DOWNLOAD = "summary.json", "download"
SEARCH, FAULTY, SHEET = "_search", "_faulty", "_sheet"
_TOLD = ("village", "income_per_head", "income_points")
OFFICIAL_ORDER = [c for c in HouseholdClass if c is not HouseholdClass.UNKNOWN] + [HouseholdClass.UNKNOWN]


def named_for_the_person(opened: OpenedList, file_name: str) -> OpenedList:
    """The list under the name that the person knows: files on the disk have names of their own."""
    first, stem = opened.sheets[0], opened.path.stem
    if first.name != stem:
        return replace(opened, file_name=file_name)
    # text and Parquet have no sheets: they take the name of the file
    table = replace(first.recognition.table, sheet=Path(file_name).stem)
    sheet = replace(first, recognition=replace(first.recognition, table=table))
    return replace(opened, file_name=file_name, sheets=(sheet, *opened.sheets[1:]))


def recognition_shown(opened: OpenedList) -> dict[str, Any]:
    """The columns of a list and what was taken for granted, ready for the page.

    `lists` are the sheets of households, those of the same columns together; `sheet` is the one sheet that
    the person named, or that is the only one, else empty.
    """
    has_sheets = opened.path.suffix.lower() in {".xlsx", ".xlsm", ".xls", ".ods"}
    is_only = len(opened.sheets) == 1 and not opened.left_out
    return {
        "standard": opened.rules.standard.id,
        "sheets": [sheet.name for sheet in open_workbook(opened.path).sheets],
        "has_sheets": has_sheets,
        "sheet": opened.asked.mapping.sheet or (opened.households.table.sheet if is_only else ""),
        "is_flat": any(opened.may_be_flat(sheet) for sheet in opened.sheets),
        "notes": list(opened.notes),
        "left_out": _left_out(opened),
        "residence": _residence(opened),
        "rows": opened.height,
        "first_row": opened.households.table.first_row,
        "lists": [_shown(*(sheet.recognition for sheet in group)) for group in alike(opened.sheets)],
        "members": _shown(opened.members) if opened.members is not None else None,
    }


def _left_out(opened: OpenedList) -> list[dict[str, str]]:
    return [asdict(one) for one in opened.left_out]


def _residence(opened: OpenedList) -> str:
    """The residence of households that name none, where it is one for all sheets."""
    found = {sheet.default_residence for sheet in opened.sheets}
    only = found.pop() if len(found) == 1 else None
    return only.label if only is not None else ""


def _shown(*same: Recognition) -> dict[str, Any]:
    """Sheets of the same columns as one: a person corrects them once."""
    return {
        "sheet": same[0].table.sheet,
        "sheets": [one.table.sheet for one in same],
        "rows": sum(one.table.body.height for one in same),
        "columns": [
            {
                "letter": column.letter,
                "heading": column.heading,
                "field": column.field.id if column.field is not None else "",
                "is_money": column.field is not None and column.field.kind is FieldKind.AMOUNT,
                "unit": column.unit,
                "chosen": column.chosen,
                "samples": list(column.samples),
            }
            for column in same[0].columns
        ],
    }


def save_result(classified: ClassifiedList, folder: Path) -> None:
    """Write the tables and numbers that pages read."""
    households = [_kept(sheet, classified) for sheet in classified.sheets]
    pl.concat(households, how="diagonal_relaxed").sort(HOUSEHOLD).write_parquet(
        folder / HOUSEHOLDS, row_group_size=20_000
    )
    for place, sheet in enumerate(classified.sheets):
        body = sheet.recognition.table.body
        body.write_parquet(folder / ORIGINAL.format(place), row_group_size=20_000)
        members = _members(sheet)
        if members is not None:
            members.write_parquet(folder / MEMBERS.format(place), row_group_size=20_000)
    cells = _cell_faults(classified).with_row_index("place", 1)
    cells.write_parquet(folder / FAULTS, row_group_size=20_000)
    write_json(folder / SUMMARY, _summary(classified))


def _cell_faults(classified: ClassifiedList) -> pl.DataFrame:
    """Faults of cells; those of whole sheets are shown as sheets that are left out."""
    return classified.faults.filter(pl.col("row").is_not_null())


def _kept(sheet: ClassifiedSheet, classified: ClassifiedList) -> pl.DataFrame:
    """The households of a sheet with their answers and all that lists are filtered by."""
    name = sheet.recognition.table.sheet
    faulty = classified.faults.filter(pl.col("sheet") == name).get_column("row")
    answer = answers_of(sheet, classified.rules)
    frame = sheet.frame.join(answer, on=ROW, how="left", maintain_order="left")
    told = [pl.col(name).fill_null("") for name in ("head", "household_code") if name in frame.columns]
    search = pl.concat_str(*(plain_expr(one) for one in told), separator=" ") if told else pl.lit("")
    return frame.with_columns(
        search.alias(SEARCH),
        pl.col(ROW).is_in(faulty.unique().implode()).alias(FAULTY),
        pl.lit(name).alias(SHEET),
    )


def save_downloads(classified: ClassifiedList, folder: Path, tell: Callable[[int, int], None]) -> None:
    """Write the list with its answer in every kind of file that is offered, telling how many are written."""
    for written, ending in enumerate(reversed(ENDINGS)):  # the workbook, which takes longest, comes last
        tell(written, len(ENDINGS))
        write_result(classified, folder / f"{DOWNLOAD}{ending}")


def _summary(classified: ClassifiedList) -> dict[str, Any]:
    rules, frame, faults = classified.rules, classified.frame, _cell_faults(classified)
    return {
        "standard": rules.standard.id,
        "standard_name": rules.standard.name,
        "day": rules.day.isoformat(),
        "in_force_by": cited(rules.in_force_by),
        "total": frame.height,
        "counts": _counts(frame),
        "villages": _villages(frame),
        "faults": faults.height,
        "faulty_rows": faults.select("sheet", "row").n_unique(),
        "notes": [text for name, text in summary_lines(classified) if name == "Lưu ý"],
        "known": [
            name for name in _TOLD if name in frame.columns and frame[name].null_count() < frame.height
        ],
        "left_out": _left_out(classified.opened),
        "sheets": [
            {
                "name": sheet.sheet.name,
                "total": sheet.frame.height,
                "counts": _counts(sheet.frame),
                "columns": _columns(sheet.recognition),
                "member_columns": _columns(sheet.members_in),
            }
            for sheet in classified.sheets
        ],
    }


def _counts(frame: pl.DataFrame) -> dict[str, int]:
    counted = dict(frame.get_column(CLASS_CODE).value_counts().iter_rows())
    return {c.value: counted.get(c.code, 0) for c in OFFICIAL_ORDER}


def _columns(recognition: Recognition | None) -> list[dict[str, str]]:
    columns = recognition.columns if recognition is not None else ()
    return [
        {
            "name": f"c{c.index}",
            "letter": c.letter,
            "heading": c.heading,
            "field": c.field.id if c.field is not None else "",
        }
        for c in columns
    ]


def _members(sheet: ClassifiedSheet) -> pl.DataFrame | None:
    """The cells of every member that was joined, with the key of the household."""
    if sheet.members is None or sheet.members_in is None:
        return None
    joined = sheet.members.rename({HOUSEHOLD: OF_HOUSEHOLD})
    cells = sheet.members_in.table.body.join(joined, on=ROW, maintain_order="left")
    return cells.sort(OF_HOUSEHOLD, ROW)


def _villages(frame: pl.DataFrame) -> list[dict[str, Any]]:
    """A row of counts for each village, in the order of the list."""
    if "village" not in frame.columns:
        return []
    counted = frame.group_by(pl.col("village").fill_null(""), maintain_order=True).agg(
        pl.len().alias("total"),
        *((pl.col(CLASS_CODE) == c.code).sum().alias(c.value) for c in OFFICIAL_ORDER),
    )
    return counted.to_dicts()
