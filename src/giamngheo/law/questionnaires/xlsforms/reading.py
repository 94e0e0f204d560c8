"""An XLSForm read as a draft of a form: what was understood as YAML, what was not as a list to go through.

A draft is never put to use by itself: a person completes it (instrument, marks, what answers are for), puts
it under `GIAMNGHEO_LAW/questionnaires` and runs `giamngheo law check`.
"""

import re
import unicodedata
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zipfile import BadZipFile

import msgspec
import openpyxl
import yaml
from openpyxl.utils.exceptions import InvalidFileException

from giamngheo.law.library import LawError
from giamngheo.law.questionnaires.sheets import BIRTH
from giamngheo.law.questionnaires.xlsforms.expressions import AGE_LEAST, AGE_MOST
from giamngheo.law.questionnaires.xlsforms.xpath import Names, NotUnderstoodError, read_limits, read_xpath
from giamngheo.law.vocabulary.conditions import RESERVED, Both, Condition, written
from giamngheo.law.vocabulary.questionnaires import (
    AnswerKind,
    Asked,
    Code,
    DerivedColumn,
    Mark,
    Question,
    Questionnaire,
    Section,
    Use,
)
from giamngheo.law.vocabulary.texts import Clause

DRAFT_HEAD = (
    "# Bản nháp từ XLSForm: xem lại từng câu, ghi văn bản và dấu nguồn, rồi chạy «giamngheo law check».\n"
)
TO_FILL = "ghi-van-ban"
MOST_ROWS, MOST_COLUMNS = 5_000, 100
_KINDS = {
    "integer": AnswerKind.WHOLE,
    "decimal": AnswerKind.NUMBER,
    "range": AnswerKind.NUMBER,
    "text": AnswerKind.TEXT,
    "string": AnswerKind.TEXT,
    "date": AnswerKind.DATE,
}
_QUIET = frozenset({"start", "end", "today", "deviceid", "username", "audit", "phonenumber", "email"})
_YES, _NO = frozenset({"yes", "co", "1", "true"}), frozenset({"no", "khong", "0", "false"})
_TRUE = frozenset({"yes", "true", "true()", "1"})
Row = dict[str, str]


class UnreadableXlsFormError(LawError):
    """A workbook that is no XLSForm; the message says what is missing."""


@dataclass
class Draft:
    """The form as far as it was understood, its YAML, and what a person must still see to."""

    form: Questionnaire
    not_understood: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The draft as `questionnaire.yaml`."""
        plain = _without_defaults(self.form)
        return DRAFT_HEAD + yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=110)


def read_xlsform(path: Path, like: Questionnaire | None = None) -> Draft:
    """A draft of a form from an XLSForm. Questions named as those of `like` keep what their answers are for.

    Raises:
        UnreadableXlsFormError: where the file is no workbook or has no survey.
    """
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        sheets = {sheet.title.strip().casefold(): list(_rows(sheet)) for sheet in book.worksheets}
        book.close()
    except (OSError, ValueError, KeyError, SyntaxError, BadZipFile, InvalidFileException) as error:
        raise UnreadableXlsFormError(
            f"Không đọc được «{path.name}»: không phải tệp .xlsx, hoặc tệp hỏng. Mở bằng Excel, lưu lại."
        ) from error
    if not any(row.get("type") for row in sheets.get("survey", [])):
        raise UnreadableXlsFormError(
            f"«{path.name}» không phải XLSForm: thiếu trang «survey» có cột «type». Kiểm tra lại tệp."
        )
    return _Drafter(sheets, like, path).draft()


def _rows(sheet: object) -> Iterator[Row]:
    lines = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)  # type: ignore[attr-defined]
    heads = [str(cell or "").strip() for cell in next(lines, ())]
    for line in lines:
        cells = (_text(cell) for cell in line)
        row = {_plain_head(head): cell for head, cell in zip(heads, cells, strict=False) if head and cell}
        labels = {head: cell for head, cell in zip(heads, map(_text, line), strict=False) if cell}
        if row:
            yield row | {"label": _label(labels)}


def _text(cell: object) -> str:
    text = "" if cell is None else str(int(cell) if isinstance(cell, float) and cell.is_integer() else cell)
    return "".join(letter for letter in text if letter.isprintable() or letter == "\n").strip()


def _plain_head(head: str) -> str:
    return head.casefold().replace("bind::", "").replace("relevance", "relevant").replace(" ", "_")


def _label(labels: Row) -> str:
    """The Vietnamese words where several languages stand side by side, else the first."""
    found = [
        (head.casefold(), words) for head, words in labels.items() if head.casefold().startswith("label")
    ]
    ours = [words for head, words in found if "(vi)" in head or "viet" in head or "việt" in head]
    return " ".join((ours or [words for _, words in found] or [""])[0].split())


class _Drafter:
    def __init__(self, sheets: dict[str, list[Row]], like: Questionnaire | None, path: Path) -> None:
        self.survey = sheets["survey"]
        self.settings = (sheets.get("settings") or [{}])[0]
        self.choices: dict[str, list[Row]] = {}
        for row in sheets.get("choices", []):
            self.choices.setdefault(row.get("list_name", row.get("list name", "")), []).append(row)
        self.like, self.path = like, path
        self.not_understood: list[str] = []
        self.questions: dict[str, Question] = {}
        self.by_name: dict[str, Question] = {}
        self.codes: dict[tuple[str, str], str] = {}
        self.sections: list[Section] = []
        self.open: list[tuple[str, Row]] = []

    def draft(self) -> Draft:
        for number, row in enumerate(self.survey, start=2):
            self.row(row, f"dòng {number} «{row.get('name') or row.get('type', '')}»")
        for kind, row in self.open:
            self.tell(f"«{row.get('name', kind)}»", "mở nhóm mà không đóng")
        name = _word(self.settings.get("form_id") or self.path.stem, "form")
        form = Questionnaire(
            id=name,
            name=self.settings.get("form_title") or self.path.stem,
            version=self.settings.get("version", ""),
            clause=Clause(TO_FILL),
            note=f"Bản nháp từ XLSForm «{self.path.name}».",
            questions=tuple(self.questions.values()),
            sections=tuple(section for section in self.sections if section.questions),
            derived=_births(self.questions),
        )
        self.tell("phiếu", f"ghi văn bản quy định phiếu vào clause (đang để «{TO_FILL}»)")
        return Draft(form, self.not_understood)

    def row(self, row: Row, where: str) -> None:
        kind, _, of_list = " ".join(row.get("type", "").split()).partition(" ")
        kind = kind.casefold()
        if not kind or (kind in _QUIET and not of_list):
            return
        if kind in ("begin", "end") and of_list.split()[:1]:
            kind, of_list = f"{kind}_{of_list.split()[0]}", ""
        if kind in ("begin_group", "begin_repeat"):
            self.begin(kind, row, where)
        elif kind in ("end_group", "end_repeat"):
            self.end(kind, where)
        elif kind in _KINDS or kind in ("select_one", "select_multiple"):
            self.question(kind, of_list, row, where)
        elif row.get("name") not in (AGE_LEAST, AGE_MOST):  # those two are written by ourselves
            self.tell(where, f"kiểu «{kind}» không có trong phiếu; bỏ qua")

    def begin(self, kind: str, row: Row, where: str) -> None:
        if kind == "begin_repeat":
            if any(one == kind for one, _ in self.open):
                self.tell(where, "nhóm lặp trong nhóm lặp; gộp vào thành viên")
            elif any(section.of is Asked.MEMBER for section in self.sections):
                self.tell(where, "nhóm lặp thứ hai; gộp vào thành viên")
        self.open.append((kind, row))
        self.section(row.get("name", ""), row.get("label", ""))

    def end(self, kind: str, where: str) -> None:
        if self.open and self.open[-1][0] == kind.replace("end", "begin"):
            self.open.pop()
            self.section("", "")
        else:
            self.tell(where, "đóng nhóm mà không mở")

    def section(self, name: str, title: str) -> None:
        taken = {section.id for section in self.sections}
        word = _word(name.removeprefix("section_") or f"part_{len(self.sections) + 1}", "part")
        while word in taken:
            word += "_"
        member = any(kind == "begin_repeat" for kind, _ in self.open)
        of = Asked.MEMBER if member else Asked.HOUSEHOLD
        self.sections.append(Section(id=word, title=title or "Các câu khác", of=of, questions=()))

    def question(self, kind: str, of_list: str, row: Row, where: str) -> None:
        name = row.get("name", "")
        word = _word(name, "question")
        if word != name:
            self.tell(where, f"tên «{name}» đổi thành «{word}»")
        if word in self.questions:
            self.tell(where, f"trùng tên «{word}»; bỏ qua câu này")
            return
        if not self.sections:
            self.section("", "")
        of = self.sections[-1].of
        known = self.like.question(word) if self.like else None
        answer, codes = self.answers(kind, of_list.split(), word, where)
        question = Question(
            id=word,
            text=row.get("label") or word,
            of=of,
            kind=answer,
            used_for=known.used_for if known is not None and known.of is of else (Use.RECORD,),
            codes=codes,
            several=kind == "select_multiple",
            required=row.get("required", "").casefold() in _TRUE,
            verified=False,
            mark=Mark.SECOND_HAND,
            note=f"Lấy từ XLSForm «{self.path.name}»; chưa đối chiếu.",
        )
        question = self.limited(question, row.get("constraint", ""), where)
        question = self.asked(question, row.get("relevant", ""), where)
        self.questions[word] = self.by_name[name] = question
        last = self.sections[-1]
        self.sections[-1] = msgspec.structs.replace(last, questions=(*last.questions, word))
        if row.get("calculation") or row.get("choice_filter"):
            self.tell(where, "công thức tính hoặc lọc lựa chọn không chuyển được")

    def answers(
        self, kind: str, of_list: list[str], word: str, where: str
    ) -> tuple[AnswerKind, tuple[Code, ...]]:
        if kind in _KINDS:
            return _KINDS[kind], ()
        rows = self.choices.get(of_list[0], []) if of_list else []
        names = [row.get("name", "") for row in rows]
        if "or_other" in of_list:
            self.tell(where, "«or_other» không chuyển được; thêm mã «khác» và câu ghi rõ")
        plain = {_plain(name) for name in names}
        if kind == "select_one" and len(names) == 2 and plain & _YES and plain & _NO:
            for name in names:
                self.codes[word, name] = "yes" if _plain(name) in _YES else "no"
            return AnswerKind.YES_NO, ()
        if not rows:
            self.tell(where, "danh sách lựa chọn trống hoặc ở tệp khác; ghi mã trả lời")
        codes: dict[str, Code] = {}
        for name, row in zip(names, rows, strict=True):
            code = _word(name, "code")
            if code in codes:
                self.tell(where, f"mã «{name}» trùng sau khi đổi thành «{code}»; bỏ qua")
                continue
            self.codes[word, name] = code
            codes[code] = Code(code, row.get("label") or name)
        return AnswerKind.CHOICE, tuple(codes.values())

    def limited(self, question: Question, constraint: str, where: str) -> Question:
        if not constraint:
            return question
        digits = re.fullmatch(r"regex\(\s*\.\s*,\s*'\^\[0-9\]\{(\d{1,2})\}\$'\s*\)", constraint)
        if digits and question.kind is AnswerKind.TEXT:
            return msgspec.structs.replace(question, digits=int(digits[1]))
        try:
            if question.kind not in (AnswerKind.WHOLE, AnswerKind.NUMBER):
                raise NotUnderstoodError(f"«{constraint}»")
            limits = read_limits(constraint, whole=question.kind is AnswerKind.WHOLE)
        except NotUnderstoodError as error:
            self.tell(where, f"ràng buộc không chuyển được: {error}")
            return question
        return msgspec.structs.replace(question, limits=limits)

    def asked(self, question: Question, relevant: str, where: str) -> Question:
        names = Names(self.by_name, self.codes)
        conditions: list[Condition] = []
        for text in (*(row.get("relevant", "") for _, row in self.open), relevant):
            if text:
                try:
                    conditions.append(read_xpath(text, names))
                except NotUnderstoodError as error:
                    self.tell(where, f"điều kiện hỏi không chuyển được, luôn hỏi: {error}")
        if not conditions:
            return question
        whole = conditions[0]
        for condition in conditions[1:]:
            whole = Both(whole, condition)
        return msgspec.structs.replace(question, who=written(whole))

    def tell(self, where: str, words: str) -> None:
        self.not_understood.append(f"{where}: {words}.")


def _births(questions: Container[str]) -> tuple[DerivedColumn, ...]:
    year, *finer = BIRTH
    if year not in questions:
        return ()
    words = {"birth_earliest": "Ngày sinh sớm nhất", "birth_latest": "Ngày sinh muộn nhất"}
    sharper = tuple(name for name in finer if name in questions)
    return tuple(DerivedColumn(end, text, (year,), sharper) for end, text in words.items())


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def _word(text: str, otherwise: str) -> str:
    """A name as conditions can write it."""
    word = re.sub(r"[^a-z0-9_]+", "_", _plain(text)).strip("_")
    if not word or word[0].isdigit() or word in RESERVED:
        word = f"{otherwise}_{word}".rstrip("_")
    return word[:60]


def _without_defaults(thing: msgspec.Struct) -> dict[str, object]:
    """A struct as YAML writes it: only what differs from what is taken anyway."""
    plain: dict[str, object] = {}
    for info in msgspec.structs.fields(type(thing)):
        value = getattr(thing, info.name)
        if value != info.default:
            plain[info.encode_name] = _as_yaml(value)
    return plain


def _as_yaml(value: object) -> object:
    if isinstance(value, msgspec.Struct):
        return _without_defaults(value)
    if isinstance(value, tuple):
        return [_as_yaml(one) for one in value]
    return msgspec.to_builtins(value, builtin_types=())
