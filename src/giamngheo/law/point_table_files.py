"""Reads a table of B1 points that a person brings, as .csv with Vietnamese headings or as .yaml."""

import csv
import io
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite, nan
from pathlib import Path
from typing import Any, Final

from giamngheo.law.library import BrokenPackError, read, regions, standards
from giamngheo.law.point_tables import DEMONSTRATION_BANNER, NO, YES, PointTableError
from giamngheo.law.questionnaires.library import questionnaire
from giamngheo.law.vocabulary.point_tables import PointRow, PointTable
from giamngheo.law.vocabulary.questionnaires import AnswerKind, Question, Questionnaire
from giamngheo.law.vocabulary.standards import Residence

HEADINGS = ("câu hỏi", "trả lời", "từ", "đến", "điểm")
HEAD = ("chuẩn", "khu vực", "vùng", "hiệu lực từ", "hiệu lực đến", "điểm gốc", "minh hoạ")
_NEEDED = ("chuẩn", "khu vực", "hiệu lực từ")
_YES_NO = {"có": YES, "không": NO, YES: YES, NO: NO}
_MOST_BYTES = 5_000_000
_DAY_FORMATS = ("%d/%m/%Y", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S")


Lines = Sequence[tuple[int, list[str]]]
"""Numbered lines of a table, each with its cells as text."""


@dataclass(frozen=True)
class CellFault:
    """What is wrong with a cell: its line from 1, its column from 1, what stands there, why."""

    line: int
    column: int
    value: str
    why: str


class UnreadableTableError(PointTableError):
    """The file cannot be read as a table of points; the message names every line, `faults` every cell."""

    def __init__(self, message: str, faults: Sequence[CellFault] = ()) -> None:
        self.faults = list(faults)
        super().__init__(message)


class _WrongError(Exception):
    """A cell does not read, by its heading; None: the line."""

    def __init__(self, heading: str, why: str) -> None:
        self.heading = heading
        super().__init__(why)


def read_point_table(path: Path) -> PointTable:
    """The table in a .csv (UTF-8, comma or semicolon) or .yaml file, not yet checked.

    Raises:
        UnreadableTableError: where the file is missing, of another kind, or a line does not read.
        PointTableError: where it says of itself that it is the demonstration.
    """
    if path.suffix.lower() not in (".csv", ".yaml", ".yml"):
        raise UnreadableTableError(
            f"«{path.name}»: bảng điểm nhận tệp .csv hoặc .yaml; hãy lưu lại theo một trong hai."
        )
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UnreadableTableError(f"«{path.name}» quá lớn cho một bảng điểm; hãy xem lại tệp.")
        text = path.read_text(encoding="utf-8-sig")
        if DEMONSTRATION_BANNER.casefold() in unicodedata.normalize("NFC", text).casefold():
            raise PointTableError(
                f"«{path.name}» là bảng điểm minh hoạ, không phải bảng điểm chính thức; không nạp."
            )
        if path.suffix.lower() != ".csv":
            return read(path, PointTable)
    except BrokenPackError as error:
        raise UnreadableTableError(f"«{path.name}» không đọc được như bảng điểm: {error}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableTableError(
            f"«{path.name}» không đọc được ({type(error).__name__}); kiểm tra đường dẫn và lưu tệp "
            "bằng mã UTF-8."
        ) from error
    return read_lines(cells_of_text(text), path.name)[0]


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().replace("họa", "hoạ").split())


def cells_of_text(text: str) -> list[tuple[int, list[str]]]:
    """Numbered lines with something in them; the heading line tells the separator."""
    heading = next((line for line in text.splitlines() if _plain(line).startswith(HEADINGS[0])), "")
    separator = next((mark for mark in (";", "\t") if mark in heading), ",")
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    lines = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    return [(number, row) for number, row in lines if any(row)]


def is_heading(row: Sequence[str]) -> bool:
    """Whether this is the line of headings of a table of points."""
    return bool(row) and _plain(row[0]) == HEADINGS[0]


def read_lines(lines: Lines, name: str) -> tuple[PointTable, dict[str, int]]:
    """The table in these lines, and on which line each question stands first; not yet checked.

    Raises:
        UnreadableTableError: with every cell that does not read.
    """
    start = next((i for i, (_, row) in enumerate(lines) if is_heading(row)), None)
    if start is None:
        raise UnreadableTableError(f"«{name}» thiếu dòng tiêu đề «{', '.join(HEADINGS)}».")
    found: list[CellFault] = []
    head = _head(lines[:start], found)
    form = _form(head, found)
    number, cells = lines[start]
    columns = [_plain(cell) for cell in cells]
    found += [CellFault(number, 1, "", f"thiếu cột «{one}».") for one in HEADINGS if one not in columns]
    told = {
        key: _tried(read_head, key, head, found)
        for key, read_head in _HEAD_READ.items()
        if head.get(key, (0, ""))[1]
    }
    rows, places = [], dict[str, int]()
    if form is not None and set(HEADINGS) <= set(columns):
        for line, row in lines[start + 1 :]:
            try:
                one = _row(dict(zip(columns, row, strict=False)), form)
            except _WrongError as error:
                place = columns.index(error.heading)
                found.append(CellFault(line, place + 1, row[place] if place < len(row) else "", str(error)))
            else:
                places.setdefault(one.question, line)
                rows.append(one)
    if found:
        said = [
            f"«{name}» dòng {one.line}: {one.why}" if one.line else f"«{name}» {one.why}" for one in found
        ]
        raise UnreadableTableError("\n".join(said), found)
    return (
        PointTable(
            standard=head["chuẩn"][1],
            residence=told["khu vực"],
            region=told.get("vùng"),
            valid_from=told["hiệu lực từ"],
            valid_to=told.get("hiệu lực đến"),
            base=told.get("điểm gốc", 0),
            demonstration="minh hoạ" in head,
            rows=tuple(rows),
        ),
        places,
    )


def _tried(
    reading: Callable[[str], Any], key: str, head: Mapping[str, tuple[int, str]], found: list[CellFault]
) -> Any:
    line, text = head[key]
    try:
        return reading(text)
    except _WrongError as error:
        found.append(CellFault(line, 2, text, str(error)))
        return None


def _head(lines: Lines, found: list[CellFault]) -> dict[str, tuple[int, str]]:
    """What stands before the table, by its word, with its line."""
    told: dict[str, tuple[int, str]] = {}
    for number, row in lines:
        key = _plain(row[0]).rstrip(":").strip()
        if "minh hoạ" in key:
            key = "minh hoạ"
        if key not in HEAD:
            found.append(
                CellFault(number, 1, row[0], f"không hiểu «{row[0]}»; phần đầu nhận: {', '.join(HEAD)}.")
            )
            continue
        told[key] = (number, row[1] if len(row) > 1 else "")
    for key in _NEEDED:
        line, text = told.get(key, (0, ""))
        if not text:
            found.append(CellFault(line, 2 if line else 1, "", f"thiếu dòng «{key}» ở phần đầu."))
    return told


def _form(head: Mapping[str, tuple[int, str]], found: list[CellFault]) -> Questionnaire | None:
    line, standard = head.get("chuẩn", (0, ""))
    if standard and standard not in standards():
        known = ", ".join(sorted(standards()))
        found.append(CellFault(line, 2, standard, f"không có chuẩn «{standard}»; ghi một trong: {known}."))
    elif standard and (form := standards()[standard].standard.questionnaire) is None:
        found.append(
            CellFault(line, 2, standard, f"chuẩn «{standard}» chưa có phiếu, nên chưa nhận bảng điểm.")
        )
    elif standard:
        return questionnaire(form or "")
    return None


def _row(cells: Mapping[str, str], form: Questionnaire) -> PointRow:
    asked = _plain(cells.get("câu hỏi", ""))
    question = next((q for q in form.questions if asked in (q.id, _plain(q.text))), None)
    if question is None:
        raise _WrongError(
            "câu hỏi", f"không có câu hỏi «{cells.get('câu hỏi', '')}» trong phiếu «{form.id}»."
        )
    answer = cells.get("trả lời", "")
    return PointRow(
        question=question.id,
        points=_points(cells.get("điểm", "")),
        answer=_answer(answer, question) if answer else None,
        least=_measure(cells.get("từ", ""), "từ"),
        end=_measure(cells.get("đến", ""), "đến"),
    )


def _answer(text: str, question: Question) -> str:
    plain = _plain(text)
    if question.kind is AnswerKind.YES_NO:
        known = _YES_NO
    else:
        known = {_plain(word): code.id for code in question.codes for word in (code.id, code.label)}
    if plain not in known:
        raise _WrongError(
            "trả lời", f"«{text}» không phải trả lời của «{question.id}»; có: {', '.join(known)}."
        )
    return known[plain]


def _points(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise _WrongError("điểm", f"điểm «{text}» không phải số nguyên.") from None


def _measure(text: str, heading: str) -> float | None:
    if not text:
        return None
    try:
        found = float(text.replace(",", "."))
    except ValueError:
        found = nan
    if not isfinite(found):
        raise _WrongError(heading, f"«{text}» không phải con số.")
    return found


def _day(text: str) -> date:
    for shape in _DAY_FORMATS:
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007 - a calendar day has no time zone
        except ValueError:
            continue
    raise _WrongError("", f"«{text}» không phải ngày; viết như 01/01/2022.")


def _residence(text: str) -> Residence:
    for residence in Residence:
        if _plain(text) in (residence.value, residence.label):
            return residence
    raise _WrongError("", f"khu vực «{text}» không rõ; ghi «nông thôn» hoặc «thành thị».")


def _region(text: str) -> str:
    for region in regions().values():
        if _plain(text) in (region.id, _plain(region.name)):
            return region.id
    known = ", ".join(region.name for region in regions().values())
    raise _WrongError("", f"không có vùng «{text}»; có: {known}.")


_HEAD_READ: Final[Mapping[str, Callable[[str], Any]]] = {
    "khu vực": _residence,
    "vùng": _region,
    "hiệu lực từ": _day,
    "hiệu lực đến": _day,
    "điểm gốc": _points,
}
