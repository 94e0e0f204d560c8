"""Hidden sheets are told from shown ones, and a workbook that tells nothing shows all."""

from pathlib import Path

import pytest
import xlsxwriter

from giamngheo.foundation.sheets import open_workbook, with_visibility


@pytest.mark.parametrize("way", ["hide", "very_hidden"])
def test_a_hidden_sheet_is_told(tmp_path: Path, way: str) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name in ("Một", "Hai & ba", "Bốn"):
            book.add_worksheet(name).write(0, 0, "x")
        getattr(book.get_worksheet_by_name("Hai & ba"), way)()
    sheets = with_visibility(open_workbook(path)).sheets
    assert [(sheet.name, sheet.visible) for sheet in sheets] == [
        ("Một", True),
        ("Hai & ba", False),
        ("Bốn", True),
    ]


def test_text_has_one_sheet_that_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n")
    assert [sheet.visible for sheet in with_visibility(open_workbook(path)).sheets] == [True]
