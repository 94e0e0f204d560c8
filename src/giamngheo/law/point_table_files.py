"""Reads a table of B1 points that a person brings, as .csv with Vietnamese headings or as .yaml."""

import csv
import io
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

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
_DAY_FORMATS = ("%d/%m/%Y", "%Y-%m-%d")


class UnreadableTableError(PointTableError):
    """The file cannot be read as a table of points; the Vietnamese message names the line."""


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
    return _table(_cells(text), path.name)


def _plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().replace("họa", "hoạ").split())


def _cells(text: str) -> list[tuple[int, list[str]]]:
    """Numbered lines with something in them; the heading line tells the separator."""
    heading = next((line for line in text.splitlines() if _plain(line).startswith(HEADINGS[0])), "")
    separator = next((mark for mark in (";", "\t") if mark in heading), ",")
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    lines = [(reader.line_num, [cell.strip() for cell in row]) for row in reader]
    return [(number, row) for number, row in lines if any(row)]


def _table(lines: Sequence[tuple[int, list[str]]], name: str) -> PointTable:
    start = next((i for i, (_, row) in enumerate(lines) if _plain(row[0]) == HEADINGS[0]), None)
    if start is None:
        raise UnreadableTableError(f"«{name}» thiếu dòng tiêu đề «{', '.join(HEADINGS)}».")
    head = _head(lines[:start], name)
    if head["chuẩn"] not in standards():
        raise UnreadableTableError(
            f"«{name}»: không có chuẩn «{head['chuẩn']}»; ghi một trong: {', '.join(sorted(standards()))}."
        )
    form = standards()[head["chuẩn"]].standard.questionnaire
    if form is None:
        raise UnreadableTableError(
            f"«{name}»: chuẩn «{head['chuẩn']}» chưa có phiếu, nên chưa nhận bảng điểm."
        )
    columns = [_plain(cell) for cell in lines[start][1]]
    for needed in HEADINGS:
        if needed not in columns:
            raise UnreadableTableError(f"«{name}» thiếu cột «{needed}».")
    rows = tuple(
        _row(dict(zip(columns, row, strict=False)), questionnaire(form), f"«{name}» dòng {number}")
        for number, row in lines[start + 1 :]
    )
    return PointTable(
        standard=head["chuẩn"],
        residence=_residence(head["khu vực"], name),
        region=_region(head["vùng"], name) if head.get("vùng") else None,
        valid_from=_day(head["hiệu lực từ"], name),
        valid_to=_day(head["hiệu lực đến"], name) if head.get("hiệu lực đến") else None,
        base=_points(head.get("điểm gốc") or "0", f"«{name}», điểm gốc"),
        demonstration="minh hoạ" in head,
        rows=rows,
    )


def _head(lines: Sequence[tuple[int, list[str]]], name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for number, row in lines:
        key = _plain(row[0]).rstrip(":").strip()
        if "minh hoạ" in key:
            key = "minh hoạ"
        if key not in HEAD:
            raise UnreadableTableError(
                f"«{name}» dòng {number}: không hiểu «{row[0]}»; phần đầu nhận: {', '.join(HEAD)}."
            )
        found[key] = row[1] if len(row) > 1 else ""
    for key in _NEEDED:
        if not found.get(key):
            raise UnreadableTableError(f"«{name}» thiếu dòng «{key}» ở phần đầu.")
    return found


def _row(cells: Mapping[str, str], form: Questionnaire, place: str) -> PointRow:
    asked = _plain(cells.get("câu hỏi", ""))
    question = next((q for q in form.questions if asked in (q.id, _plain(q.text))), None)
    if question is None:
        raise UnreadableTableError(
            f"{place}: không có câu hỏi «{cells.get('câu hỏi', '')}» trong phiếu «{form.id}»."
        )
    answer = cells.get("trả lời", "")
    return PointRow(
        question=question.id,
        points=_points(cells.get("điểm", ""), place),
        answer=_answer(answer, question, place) if answer else None,
        least=_measure(cells.get("từ", ""), place),
        end=_measure(cells.get("đến", ""), place),
    )


def _answer(text: str, question: Question, place: str) -> str:
    plain = _plain(text)
    if question.kind is AnswerKind.YES_NO:
        known = _YES_NO
    else:
        known = {_plain(word): code.id for code in question.codes for word in (code.id, code.label)}
    if plain not in known:
        raise UnreadableTableError(
            f"{place}: «{text}» không phải trả lời của «{question.id}»; có: {', '.join(known)}."
        )
    return known[plain]


def _points(text: str, place: str) -> int:
    try:
        return int(text)
    except ValueError:
        raise UnreadableTableError(f"{place}: điểm «{text}» không phải số nguyên.") from None


def _measure(text: str, place: str) -> float | None:
    if not text:
        return None
    try:
        return float(text.replace(",", "."))
    except ValueError:
        raise UnreadableTableError(f"{place}: «{text}» không phải con số.") from None


def _day(text: str, name: str) -> date:
    for shape in _DAY_FORMATS:
        try:
            return datetime.strptime(text, shape).date()  # noqa: DTZ007 - a calendar day has no time zone
        except ValueError:
            continue
    raise UnreadableTableError(f"«{name}»: «{text}» không phải ngày; viết như 01/01/2022.")


def _residence(text: str, name: str) -> Residence:
    for residence in Residence:
        if _plain(text) in (residence.value, residence.label):
            return residence
    raise UnreadableTableError(f"«{name}»: khu vực «{text}» không rõ; ghi «nông thôn» hoặc «thành thị».")


def _region(text: str, name: str) -> str:
    for region in regions().values():
        if _plain(text) in (region.id, _plain(region.name)):
            return region.id
    raise UnreadableTableError(
        f"«{name}»: không có vùng «{text}»; có: {', '.join(region.name for region in regions().values())}."
    )
