"""Blank sheets that people fill in: drop-downs, cells that lose no zero, sample rows marked as such."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from giamngheo.foundation.sheets.tables import column_letter
from giamngheo.foundation.sheets.writing import HEADING_STYLE, OPTIONS, replacing

ROWS: Final = 20_000  # a drop-down costs nothing where nothing is written
_LONGEST_TITLE, _LONGEST_HELP = 32, 255  # of what Excel shows beside a cell
_LISTS: Final = "Danh mục"


@dataclass(frozen=True)
class EntryColumn:
    """A column to fill in: what may be chosen, how to fill it, how many characters it must have.

    Where several of the choices may hold at once, other words than these are taken after a question.
    """

    heading: str
    width: float
    choices: Sequence[str] = ()
    help: str = ""
    length: int | None = None
    takes_several: bool = False


@dataclass(frozen=True)
class EntryForm:
    """A sheet to fill in: lines above the headings, columns, sample rows (words by heading)."""

    name: str
    lead: Sequence[str]
    columns: Sequence[EntryColumn]
    samples: Sequence[Mapping[str, str]] = field(default_factory=tuple)


def write_entry_form(path: Path, form: EntryForm) -> None:
    """Write the blank as .xlsx; what may be chosen stands on a hidden sheet."""
    import xlsxwriter  # noqa: PLC0415  60 ms that reading does not need

    with replacing(path) as draft, xlsxwriter.Workbook(str(draft), {**OPTIONS, "in_memory": False}) as book:
        page, lists = book.add_worksheet(form.name), book.add_worksheet(_LISTS)
        text = book.add_format({"num_format": "@"})
        heading = book.add_format(HEADING_STYLE)
        sample = book.add_format({"num_format": "@", "italic": True, "font_color": "#595959"})
        top = len(form.lead)
        for place, line in enumerate(form.lead):
            page.write_string(place, 0, line, book.add_format({"bold": not place}))
        for place, column in enumerate(form.columns):
            page.set_column(place, place, column.width, text)
            page.write_string(top, place, column.heading, heading)
            for row, told in enumerate(form.samples, start=top + 1):
                page.write_string(row, place, told.get(column.heading, ""), sample)
            for row, word in enumerate((column.heading, *column.choices) if column.choices else ()):
                lists.write_string(row, place, word)
            asked = _asked(column, place)
            if asked:
                page.data_validation(top + 1, place, top + ROWS, place, asked)
        _set_up(page, top, len(form.columns))
        lists.hide()


def _asked(column: EntryColumn, place: int) -> dict[str, Any]:
    """What Excel shows beside a cell and refuses in it."""
    shown = {
        "input_title": column.heading[:_LONGEST_TITLE],
        "input_message": column.help[:_LONGEST_HELP],
    }
    if column.choices:
        letter = column_letter(place)
        return shown | {
            "validate": "list",
            "source": f"='{_LISTS}'!${letter}$2:${letter}${len(column.choices) + 1}",
            "error_type": "warning" if column.takes_several else "stop",
            "error_title": "Không có trong danh mục",
            "error_message": "Chọn bằng mũi tên ở góc phải của ô, hoặc để trống.",
        }
    if column.length is not None:
        return shown | {
            "validate": "length",
            "criteria": "==",
            "value": column.length,
            "error_type": "warning",
            "error_title": "Chưa đủ chữ số",
            "error_message": f"Phải đủ {column.length} chữ số, kể cả số 0 ở đầu. Chưa rõ thì để trống.",
        }
    return shown | {"validate": "any"} if column.help else {}


def _set_up(page: Any, top: int, columns: int) -> None:
    page.set_row(top, 48)
    page.freeze_panes(top + 1, 0)
    page.ignore_errors({"number_stored_as_text": f"A{top + 2}:{column_letter(columns - 1)}{top + ROWS + 1}"})
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(top)
    page.set_footer("&CTrang &P/&N")
