"""What a cell means, in every type a file may bring it in."""

from typing import Any

import narwhals.stable.v2 as nw
import polars as pl
import pytest

from giamngheo.measurement.indices.answers import answer, is_missing


def read(column: pl.Series) -> list[tuple[int | None, bool]]:
    """The answer and whether the cell is empty, for each cell."""
    frame = nw.from_native(column.to_frame("a").lazy())
    dtype = frame.collect_schema()["a"]
    found: pl.DataFrame = (
        frame.select(a=answer("a", dtype), empty=is_missing("a", dtype)).collect().to_native()
    )
    return found.rows()


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1", " X ", "Có", "CO", "TRUE", "1.0", "co\u0301"], 1),
        (["0", "Không", "khong", "False", "0,0", "kho\u0302ng"], 0),
        ([1, 1], 1),
        ([0.0, 0.0], 0),
        ([True, True], 1),
    ],
)
def test_ones_ticks_and_words_are_answers(cells: list[Any], expected: int):
    assert read(pl.Series(cells)) == [(expected, False)] * len(cells)


def test_empty_cells_are_missing_and_not_zero():
    assert read(pl.Series(["", "  ", None], dtype=pl.String)) == [(None, True)] * 3
    assert read(pl.Series([None, float("nan")], dtype=pl.Float64)) == [(None, True)] * 2


def test_other_values_are_neither_an_answer_nor_missing():
    assert read(pl.Series(["2", "có lẽ", "10"])) == [(None, False)] * 3
    assert read(pl.Series([2, -1])) == [(None, False)] * 2
    assert read(pl.Series([0.5, 100.0])) == [(None, False)] * 2


def test_words_kept_as_categories_are_read_as_words():
    assert read(pl.Series(["x", "không"], dtype=pl.Categorical)) == [(1, False), (0, False)]
