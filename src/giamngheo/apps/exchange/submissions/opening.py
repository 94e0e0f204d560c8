"""A file of submissions with its tables found: that of households, and that of the repeat with members."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import polars as pl

from giamngheo.apps.surveys.models import FilledSheet
from giamngheo.foundation.sheets import (
    UnreadableFile,
    is_pack_of_tables,
    open_workbook,
    read_cells,
    unpack_tables,
)
from giamngheo.law.questionnaires.evidence import HOUSEHOLD
from giamngheo.law.questionnaires.library import questionnaire, with_points
from giamngheo.law.questionnaires.xlsforms.exports import (
    LINKS,
    Column,
    columns_of,
    ends_of,
    plain_heading,
)
from giamngheo.law.questionnaires.xlsforms.writing import LANGUAGE, xlsform
from giamngheo.law.vocabulary.questionnaires import Asked, Question, Questionnaire

ROW: Final = "row"
_LABEL: Final = f"label::{LANGUAGE}"
_QUIET: Final = ("_", "meta", "rare_", "check_", "age_", "set-of-", "start", "end", "today", "deviceid")
_OF_THE_SERVER: Final = frozenset(
    {
        "key", "parent_key", "submissiondate", "submitterid", "submittername", "attachmentspresent",
        "attachmentsexpected", "status", "reviewstate", "edits", "formversion", "instancename",
    }
)  # fmt: skip
_MOST_TOLD: Final = 5


@dataclass(frozen=True)
class Page:
    """A table of the file: its columns, and below them text in c0..cN with `row`, the row of the file."""

    name: str
    columns: tuple[Column, ...]
    rows: pl.DataFrame

    def linked_by(self, heading: str) -> str | None:
        """The column of the frame under a heading of `LINKS`."""
        return next((f"c{one.place}" for one in self.columns if one.link == heading), None)


@dataclass(frozen=True)
class Opened:
    """A file with its tables; `notes` are for who sent it."""

    path: Path
    form: Questionnaire
    homes: Page
    members: Page | None
    link: tuple[str, str] | None
    notes: tuple[str, ...]


def form_to_gather(occasion: str, form: str) -> Questionnaire:
    """The form of the sheets of an occasion, with all items of points that any of them asks.

    Raises:
        LawError: where the form is not loaded.
    """
    asked = FilledSheet.objects.filter(occasion=occasion, form=form).values_list("asked_also", flat=True)
    items = dict.fromkeys(item for items in asked.distinct() for item in items)
    return with_points(questionnaire(form), list(items))


def open_submissions(path: Path, form: Questionnaire) -> Opened:
    """Read a file that ODK Central or KoboToolbox gave out of the XLSForm of this form.

    Raises:
        UnreadableFile: where it cannot be read, or no table of it has the code of the household.
    """
    tables = cells_of(path)
    homes = _best(tables, form, Asked.HOUSEHOLD, HOUSEHOLD)
    if homes is None:
        code = form.question(HOUSEHOLD)
        raise UnreadableFile(
            f"Tệp «{path.name}» không có cột «{code.text if code else HOUSEHOLD}» ({HOUSEHOLD}) của "
            f"«{form.paper or form.name}». Tải lại từ ODK Central hoặc KoboToolbox, của phiếu làm từ XLSForm "
            "mà phần mềm xuất, tiêu đề cột là tên câu hỏi hoặc nhãn tiếng Việt."
        )
    others = {name: cells for name, cells in tables.items() if name != homes.name}
    members, link = _linked(homes, others, form)
    return Opened(path, form, homes, members, link, tuple(_notes(form, homes, members)))


def cells_of(path: Path) -> Mapping[str, pl.DataFrame]:
    """Every cell of every table of a file as text, by the name of the table; of a .zip its .csv files.

    Raises:
        UnreadableFile: where it cannot be read.
    """
    if not is_pack_of_tables(path):
        workbook = open_workbook(path)
        return {one.name: read_cells(workbook, one.name) for one in workbook.sheets}
    with TemporaryDirectory() as folder:
        found = {}
        for place in unpack_tables(path, Path(folder)):
            if place.stat().st_size:
                found[place.stem] = read_cells(open_workbook(place), place.stem)
    return found


def _best(
    tables: Mapping[str, pl.DataFrame], form: Questionnaire, asked: Asked, needed: str = ""
) -> Page | None:
    """The table that answers most of what is asked, with the question that it must answer."""
    pages = [_page(name, cells, form, asked) for name, cells in tables.items() if cells.height]
    fitting = [one for one in pages if (_asked_by(one) and (not needed or needed in _asked_by(one)))]
    return max(fitting, key=lambda one: len(_asked_by(one)), default=None)


def _linked(
    homes: Page, others: Mapping[str, pl.DataFrame], form: Questionnaire
) -> tuple[Page | None, tuple[str, str] | None]:
    """The table of members with the columns by which its rows belong to those of households."""
    page = _best(others, form, Asked.MEMBER)
    if page is None:
        return None, None
    for of_member, of_home in LINKS:
        here, there = page.linked_by(of_member), homes.linked_by(of_home)
        if here is not None and there is not None:
            return page, (here, there)
    raise UnreadableFile(
        f"Bảng thành viên «{page.name}» không có cột nối với bảng hộ (PARENT_KEY, hoặc _parent_index cùng "
        "_index ở bảng hộ). Tải lại tệp từ ODK Central (.zip) hoặc KoboToolbox (.xlsx), không xoá các cột ấy."
    )


def _page(name: str, cells: pl.DataFrame, form: Questionnaire, asked: Asked) -> Page:
    numbered = cells.rename({old: f"c{place}" for place, old in enumerate(cells.columns)})
    numbered = numbered.with_row_index(ROW, 1).with_columns(pl.col(ROW).cast(pl.Int64))
    filled = numbered.filter(~pl.all_horizontal(pl.exclude(ROW).is_null()))
    headings = filled.drop(ROW).row(0) if filled.height else ()
    return Page(name, columns_of(form, asked, headings), filled[1:])


def _asked_by(page: Page) -> set[str]:
    return {one.question.id for one in page.columns if one.question is not None}


def _notes(form: Questionnaire, homes: Page, members: Page | None) -> list[str]:
    notes = []
    if members is None and form.on_sheet(Asked.MEMBER):
        notes.append(
            "Tệp không có bảng thành viên nên chỉ nhận câu trả lời của hộ. Muốn nhận cả thành viên: tải tệp "
            ".zip của ODK Central, hoặc tệp .xlsx của KoboToolbox."
        )
    answered = _asked_by(homes) | (_asked_by(members) if members is not None else set())
    asked = form.sheet if members is not None else form.on_sheet(Asked.HOUSEHOLD)
    if missing := [question for question in asked if question.id not in answered]:
        notes.append(f"Tệp không có cột của {len(missing)} câu: {_some([_called(one) for one in missing])}.")
    shown = {plain_heading(row[_LABEL]) for row in xlsform(form).survey if row["type"] == "note"}
    for page in (homes, *([members] if members is not None else [])):
        strange = [
            one.heading for one in page.columns if _is_strange(one) and shown.isdisjoint(ends_of(one.link))
        ]
        notes += (
            [f"Bảng «{page.name}» có {len(strange)} cột không dùng: {_some(strange)}."] if strange else []
        )
    return notes


def _is_strange(column: Column) -> bool:
    """Whether a column is neither a question of ours nor of the server's own or our form's notes."""
    told = column.link
    last = told.replace("/", "-").rpartition("-")[2]
    return (
        bool(told)
        and column.question is None
        and column.about is None
        and not (
            told.startswith(_QUIET)
            or last.startswith(_QUIET)
            or told in _OF_THE_SERVER
            or last in _OF_THE_SERVER
        )
    )


def _called(question: Question) -> str:
    return question.text


def _some(words: list[str]) -> str:
    more = f" và {len(words) - _MOST_TOLD} mục khác" if len(words) > _MOST_TOLD else ""
    return ", ".join(f"«{one[:60]}»" for one in words[:_MOST_TOLD]) + more
