"""Formulas over cells: written as offices write them, shifted as Excel does, no guess for an unknown."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from giamngheo.apps.report_forms.blanks import BlankSheet
from giamngheo.apps.report_forms.cells import Cell, cell_of, letters, number_of
from giamngheo.apps.report_forms.designs import (
    Design,
    DesignError,
    Field,
    Formula,
    Planned,
    Requirement,
    Typed,
    faults_of,
    with_field,
    with_heads,
)
from giamngheo.apps.report_forms.formulas import FormulaError, cells_in, plain, shifted, value_of
from giamngheo.apps.report_forms.reckoning import faults_of as faults_in
from giamngheo.apps.report_forms.reckoning import figures_of, read, summed, written

SHEET = BlankSheet(name="Biểu", rows=50, columns=10, cells={}, merged=("A1:J1",))
NUMBERS = st.none() | st.integers(-(10**9), 10**9) | st.fractions(max_denominator=1000)


@given(st.integers(1, 16_384), st.integers(1, 1_048_576))
def test_cells_are_named_and_read_back(column: int, row: int) -> None:
    assert number_of(letters(column)) == column
    assert cell_of(str(Cell(row, column))) == Cell(row, column)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("=c5 + D5", "C5 + D5"),
        ("C5 × 100 ÷ D5 − E5", "C5 * 100 / D5 - E5"),
        ("Tổng(C5:C9)", "SUM(C5:C9)"),
    ],
)
def test_a_formula_is_kept_in_one_way_of_writing(typed: str, kept: str) -> None:
    assert plain(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "C5 +",
        "C5 ** 2",
        "__import__('os')",
        "C5 > 1",
        "IF(C5, 1, 2)",
        "SUM(C5:C6",
        "C5.real",
        "1,5 * C5",
        "SUM(A1:ZZ99)",
        "(" * 290 + "C5",
        "TEXT",
    ],
)
def test_what_is_no_sum_or_product_of_cells_is_refused(typed: str) -> None:
    with pytest.raises(FormulaError):
        plain(typed)


@given(st.lists(NUMBERS, min_size=1, max_size=40))
def test_a_sum_is_that_of_its_cells_and_unknown_where_one_is(values: list[int | Fraction | None]) -> None:
    cells = {f"C{row}": value for row, value in enumerate(values, start=1)}
    known = [value for value in values if value is not None]
    told = value_of(f"SUM(C1:C{len(values)})", cells)
    assert told == (sum(known) if len(known) == len(values) else None)


@given(NUMBERS, NUMBERS)
def test_what_is_divided_by_nought_or_by_an_unknown_stays_unknown(part: Fraction, whole: Fraction) -> None:
    told = value_of("C1 / D1 * 100", {"C1": part, "D1": whole})
    if part is None or not whole:
        assert told is None
    else:
        assert told == Fraction(part) / Fraction(whole) * 100


@given(st.integers(0, 30), st.integers(0, 20))
def test_a_formula_shifts_as_excel_does(rows: int, columns: int) -> None:
    moved = shifted("C5 + $D5 + E$5 + $F$5 + SUM(G1:G9)", rows, columns)
    assert cells_in(moved) == {
        f"{letters(3 + columns)}{5 + rows}",
        f"D{5 + rows}",
        f"{letters(5 + columns)}5",
        "F5",
        *(f"{letters(7 + columns)}{row + rows}" for row in range(1, 10)),
    }


@given(st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=20))
def test_a_column_of_formulas_is_reckoned_row_by_row_whatever_their_order(
    rows: list[tuple[Fraction | None, Fraction | None]],
) -> None:
    last = 2 + len(rows)
    design = Design(
        fields=(
            Field("F3", Formula("SUM(E3:E" + str(last) + ")")),
            Field(f"E3:E{last}", Formula("C3 - D3")),
            Field(f"C3:D{last}", Typed()),
        )
    )
    assert faults_of(SHEET, design) == []
    given_values = {f"{c}{3 + n}": v for n, row in enumerate(rows) for c, v in zip("CD", row, strict=True)}
    figures = figures_of(Planned(SHEET, design), given_values)
    parts = [None if one is None or other is None else one - other for one, other in rows]
    assert [figures[f"E{3 + n}"] for n in range(len(rows))] == parts
    assert figures["F3"] == (None if None in parts else sum(parts))  # type: ignore[arg-type]


@given(st.lists(st.dictionaries(st.sampled_from(["C5", "D5"]), NUMBERS), max_size=6))
def test_sums_of_units_are_theirs_and_unknown_where_one_of_them_is(told: list[dict[str, Fraction]]) -> None:
    for name, total in summed(told, ["C5", "D5"]).items():
        parts = [one.get(name) for one in told]
        assert total == (None if not parts or None in parts else sum(parts))  # type: ignore[arg-type]


@given(NUMBERS | st.text())
def test_figures_are_kept_and_read_back(value: Fraction | str | None) -> None:
    assert read(written(value)) == value


def test_a_ring_a_cell_without_a_source_and_a_figure_over_a_head_are_told() -> None:
    ring = Design(fields=(Field("C5", Formula("D5 + 1")), Field("D5", Formula("C5 + 1"))))
    assert "vòng tròn: C5 → D5 → C5" in faults_of(SHEET, ring)[0]
    lacking = Design(fields=(Field("C5", Formula("D5 + E5")),), requirements=(Requirement("H1", "C5"),))
    assert [one[:40] for one in faults_of(SHEET, lacking)] == [
        "Công thức ở ô C5 nêu ô D5, E5 chưa có ng",
        "Ô H1 phải khớp nhưng chưa có nguồn số li",
    ]
    headed = with_heads(SHEET, Design(), "A1:J4")
    with pytest.raises(DesignError, match="Ô C4 đã đánh dấu là đầu biểu"):
        with_field(SHEET, headed, "C4:C9", Typed())
    with pytest.raises(DesignError, match="ra ngoài trang tính"):
        with_field(SHEET, Design(), "C4:ZZ9", Typed())
    with pytest.raises(DesignError, match="Ô C5 đã có nguồn"):
        with_heads(SHEET, Design(fields=(Field("C5", Typed()),)), "A1:J9")


def test_what_must_agree_is_told_with_row_reason_and_remedy_and_unknown_hinders_nothing() -> None:
    design = Design(
        fields=(Field("C5:E6", Typed()), Field("F5", Typed("percent"))),
        requirements=(Requirement("C5:C6", "D5 + E5"), Requirement("D5:D6", "C5", is_most=True)),
    )
    given_values = {"C5": 5, "D5": 3, "E5": 1, "C6": 2, "D6": 2, "F5": Fraction(101)}
    found = faults_in(Planned(SHEET, design), figures_of(Planned(SHEET, design), given_values))
    hindering = [one.said for one in found if one.hinders]
    assert hindering[0].startswith("Dòng 5, cột C (ô C5): là 5 nhưng phải bằng D5 + E5 = 4. Cách xử lý:")
    assert "101 % lớn hơn 100 %" in hindering[1] and len(hindering) == 2
    assert [one.cell for one in found if not one.hinders] == ["E6"]
