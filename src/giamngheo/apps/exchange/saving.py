"""What pages need of a list and of its result, written once so that no page computes anything."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl

from giamngheo.apps.exchange.lists.classification import ClassifiedList, OpenedList
from giamngheo.apps.exchange.lists.evidence import ROW
from giamngheo.apps.exchange.lists.fields import FieldKind
from giamngheo.apps.exchange.lists.recognition import Recognition
from giamngheo.apps.exchange.lists.results import answers, summary_lines, write_result
from giamngheo.apps.exchange.sitting_folder import ENDINGS, write_json
from giamngheo.foundation.sheets import open_workbook
from giamngheo.foundation.text import plain_expr
from giamngheo.law.library import cited
from giamngheo.law.vocabulary.standards import HouseholdClass
from giamngheo.measurement.tables import CLASS_CODE

HOUSEHOLDS, ORIGINAL, FAULTS = "households.parquet", "original.parquet", "faults.parquet"
MEMBERS, OF_HOUSEHOLD = "members.parquet", "_household"
SUMMARY, DOWNLOAD = "summary.json", "download"
SEARCH, FAULTY = "_search", "_faulty"
_TOLD = ("village", "income_per_head", "income_points")
OFFICIAL_ORDER = [c for c in HouseholdClass if c is not HouseholdClass.UNKNOWN] + [HouseholdClass.UNKNOWN]


def named_for_the_person(opened: OpenedList, file_name: str) -> OpenedList:
    """The list under the name that the person knows: files on the disk have names of their own."""
    table, stem = opened.households.table, opened.path.stem
    if table.sheet == stem:  # text and Parquet have no sheets: they take the name of the file
        table = replace(table, sheet=Path(file_name).stem)
    return replace(opened, file_name=file_name, households=replace(opened.households, table=table))


def recognition_shown(opened: OpenedList) -> dict[str, Any]:
    """The columns of a list and what was taken for granted, ready for the page."""
    return {
        "standard": opened.rules.standard.id,
        "sheets": [sheet.name for sheet in open_workbook(opened.path).sheets],
        "has_sheets": opened.path.suffix.lower() in {".xlsx", ".xlsm", ".xls", ".ods"},
        "is_flat": opened.may_be_flat,
        "notes": list(opened.notes),
        "residence": opened.default_residence.label if opened.default_residence else "",
        "households": _shown(opened.households),
        "members": _shown(opened.members) if opened.members is not None else None,
    }


def _shown(recognition: Recognition) -> dict[str, Any]:
    return {
        "sheet": recognition.table.sheet,
        "rows": recognition.table.body.height,
        "first_row": recognition.table.first_row,
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
            for column in recognition.columns
        ],
    }


def save_result(classified: ClassifiedList, folder: Path) -> None:
    """Write the tables and numbers that pages read."""
    faulty = classified.faults.filter(pl.col("sheet") == classified.opened.households.table.sheet).get_column(
        "row"
    )
    frame = classified.frame.join(answers(classified), on=ROW, how="left", maintain_order="left")
    told = [pl.col(name).fill_null("") for name in ("head", "household_code") if name in frame.columns]
    search = pl.concat_str(*(plain_expr(one) for one in told), separator=" ") if told else pl.lit("")
    frame.with_columns(search.alias(SEARCH), pl.col(ROW).is_in(faulty.unique().implode()).alias(FAULTY)).sort(
        ROW
    ).write_parquet(folder / HOUSEHOLDS, row_group_size=20_000)
    classified.opened.households.table.body.write_parquet(folder / ORIGINAL, row_group_size=20_000)
    members = _members(classified)
    if members is not None:
        members.write_parquet(folder / MEMBERS, row_group_size=20_000)
    classified.faults.with_row_index("place", 1).write_parquet(folder / FAULTS, row_group_size=20_000)
    write_json(folder / SUMMARY, _summary(classified))


def save_downloads(classified: ClassifiedList, folder: Path, tell: Callable[[int, int], None]) -> None:
    """Write the list with its answer in every kind of file that is offered, telling how many are written."""
    for written, ending in enumerate(reversed(ENDINGS)):  # the workbook, which takes longest, comes last
        tell(written, len(ENDINGS))
        write_result(classified, folder / f"{DOWNLOAD}{ending}")


def _summary(classified: ClassifiedList) -> dict[str, Any]:
    rules, frame = classified.rules, classified.frame
    counted = dict(frame.get_column(CLASS_CODE).value_counts().iter_rows())
    return {
        "standard": rules.standard.id,
        "standard_name": rules.standard.name,
        "day": rules.day.isoformat(),
        "in_force_by": cited(rules.in_force_by),
        "total": frame.height,
        "counts": {c.value: counted.get(c.code, 0) for c in OFFICIAL_ORDER},
        "villages": _villages(frame),
        "faults": classified.faults.height,
        "faulty_rows": classified.faulty_rows,
        "notes": [text for name, text in summary_lines(classified) if name == "Lưu ý"],
        "known": [
            name for name in _TOLD if name in frame.columns and frame[name].null_count() < frame.height
        ],
        "columns": _columns(classified.opened.households),
        "member_columns": _columns(classified.members_in),
    }


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


def _members(classified: ClassifiedList) -> pl.DataFrame | None:
    """The cells of every member that was joined, with the row of the household."""
    if classified.members is None or classified.members_in is None:
        return None
    joined = classified.members.rename({"household": OF_HOUSEHOLD})
    return classified.members_in.table.body.join(joined, on=ROW, maintain_order="left").sort(
        OF_HOUSEHOLD, ROW
    )


def _villages(frame: pl.DataFrame) -> list[dict[str, Any]]:
    """A row of counts for each village, in the order of the list."""
    if "village" not in frame.columns:
        return []
    counted = frame.group_by(pl.col("village").fill_null(""), maintain_order=True).agg(
        pl.len().alias("total"),
        *((pl.col(CLASS_CODE) == c.code).sum().alias(c.value) for c in OFFICIAL_ORDER),
    )
    return counted.to_dicts()
