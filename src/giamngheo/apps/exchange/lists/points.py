"""B1 points from a list's own answers, where a table of points has been loaded for the place and day."""

from pathlib import Path

import narwhals.stable.v2 as nw
import polars as pl

from giamngheo.law.library import Rules
from giamngheo.law.point_tables import NoPointTableError, demonstration_table, point_table_for
from giamngheo.law.vocabulary.evidence import INCOME_POINTS
from giamngheo.law.vocabulary.point_tables import PointTable
from giamngheo.law.vocabulary.standards import Residence
from giamngheo.measurement.income import DEMONSTRATION_PREFIX, with_reckoned_points
from giamngheo.measurement.tables import HOUSEHOLD

CODE = "household_code"
DEMONSTRATION_NOTE = "BẢNG ĐIỂM MINH HOẠ – không phải bảng điểm chính thức: điểm B1 chỉ để thử phần mềm."


def with_points(
    frame: pl.DataFrame, rules: Rules, folder: Path | None, region: str | None = None
) -> tuple[pl.DataFrame, list[str]]:
    """Add `income_points` from the answers of each household by the table of its residence, with notes.

    Without a loaded table nothing is added; the made-up table serves only a list of made-up households.
    """
    if not rules.has_points:
        return frame, []
    tables = {place: _table(rules, place, region, folder, made_up=_made_up(frame)) for place in Residence}
    held = set(frame.columns)
    useful = {place: table for place, table in tables.items() if table and set(table.questions) <= held}
    if not useful:
        return frame, []
    named = frame.with_columns(pl.col(CODE).alias(HOUSEHOLD)) if CODE in frame.columns else frame
    scored: pl.DataFrame = with_reckoned_points(nw.from_native(named.lazy()), useful).collect().to_native()
    return frame.with_columns(scored.get_column(INCOME_POINTS)), _notes(useful)


def _made_up(frame: pl.DataFrame) -> bool:
    if CODE not in frame.columns or frame.is_empty():
        return False
    starts = frame.get_column(CODE).cast(pl.String).str.starts_with(DEMONSTRATION_PREFIX)
    return bool(starts.fill_null(value=False).all())


def _table(
    rules: Rules, place: Residence, region: str | None, folder: Path | None, *, made_up: bool
) -> PointTable | None:
    try:
        if made_up:
            return demonstration_table(rules, place)
        return point_table_for(rules, place, region, folder) if folder is not None else None
    except NoPointTableError:  # no official table was found for most places; other evidence may do
        return None


def _notes(tables: dict[Residence, PointTable]) -> list[str]:
    if any(table.demonstration for table in tables.values()):
        return [DEMONSTRATION_NOTE]
    return [
        f"Điểm B1 khu vực {place.label} tính theo bảng điểm: {table.source} "
        f"(người chịu trách nhiệm: {table.vouched_by})."
        for place, table in tables.items()
    ]
