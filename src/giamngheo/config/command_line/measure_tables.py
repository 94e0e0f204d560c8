"""The measures as a person reads them on the screen: Vietnamese words and numbers, aligned columns."""

from collections.abc import Sequence

import polars as pl

from giamngheo.apps.exchange.indices import Outcome
from giamngheo.foundation.text.numbers import percent, whole

MAIN = {
    "H": "Tỷ lệ nghèo đa chiều (H)",
    "A": "Mức thiếu hụt bình quân của hộ nghèo (A)",
    "M0": "Chỉ số nghèo đa chiều (M0 = H × A)",
}

PARTS = {
    "raw_headcount": "Thiếu hụt",
    "censored_headcount": "Nghèo và thiếu hụt",
    "contribution": "Đóng góp vào M0",
}

GROUP = {"population_share": "Tỷ trọng", "H": "H", "A": "A", "M0": "M0"}

Values = dict[tuple[str, str], dict[str, float | None]]


def lines(outcome: Outcome) -> list[str]:
    """The whole, its indicators and dimensions, then one table for each grouping."""
    indices, structure = outcome.indices, outcome.structure
    table = indices.table
    whole_list = _values(table.filter(pl.col("by") == ""))
    scored = indices.rows - indices.left_out
    shown = [
        f"Nghèo đa chiều: {whole(scored)} dòng được tính trên {whole(indices.rows)} dòng, "
        f"ngưỡng nghèo {structure.cutoff}",
        "",
    ]
    rows = [[words, _with_interval(whole_list[measure, ""])] for measure, words in MAIN.items()]
    shown += _aligned(rows)
    weights = dict(zip(structure.indicators, structure.weights, strict=True))
    rows = [["Chỉ số", "Trọng số", *PARTS.values()]]
    rows += [
        [name, str(weights[name]), *[_percent(whole_list[part, name]["value"]) for part in PARTS]]
        for name in structure.indicators
    ]
    shown += ["", *_aligned(rows)]
    if len(structure.dimensions) < len(structure.indicators):
        rows = [["Chiều", "Đóng góp vào M0"]]
        rows += [
            [name, _percent(whole_list["dimension_contribution", name]["value"])]
            for name in structure.dimension_names
        ]
        shown += ["", *_aligned(rows)]
    for column in dict.fromkeys(table.filter(pl.col("by") != "")["by"]):
        shown += ["", *_grouped(column, table.filter(pl.col("by") == column))]
    return shown


def _grouped(column: str, table: pl.DataFrame) -> list[str]:
    rows = [[column, *GROUP.values()]]
    wide = table.filter(pl.col("indicator") == "").partition_by("group", maintain_order=True)
    for group in wide:
        values = _values(group)
        rows.append([group["group"][0], *[_percent(values[measure, ""]["value"]) for measure in GROUP]])
    return _aligned(rows)


def _values(table: pl.DataFrame) -> Values:
    return {(row["measure"], row["indicator"]): row for row in table.iter_rows(named=True)}


def _percent(value: float | None) -> str:
    return "–" if value is None else percent(100 * value, 2)


def _with_interval(row: dict[str, float | None]) -> str:
    value = _percent(row["value"])
    if row["ci_low"] is None:
        return value
    return f"{value} (khoảng tin cậy 95 %: {_percent(row['ci_low'])} – {_percent(row['ci_high'])})"


def _aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """The first column to the left, the others to the right; a lone second column keeps to the left."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lone = len(widths) == 2
    return [
        "  ".join(
            cell.ljust(width) if place == 0 or lone else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
