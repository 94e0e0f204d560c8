"""An XLSForm made of a form: survey, choices and settings, members as a repeat, in Vietnamese.

What is implausible cannot ask for a reason there: it is shown as a note. What XLSForms have no words for is
told in `left_out` and checked when the answers come home.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import xlsxwriter

from giamngheo.law.library import LawError
from giamngheo.law.questionnaires.checking import questions_of
from giamngheo.law.questionnaires.codes import codes_of
from giamngheo.law.questionnaires.sheets import BIRTH, BIRTH_YEAR
from giamngheo.law.questionnaires.xlsforms.expressions import (
    AGE_LEAST,
    AGE_MOST,
    REPEAT,
    Expressions,
    NotExpressibleError,
)
from giamngheo.law.vocabulary.conditions import Age, Condition, Count, Members, parsed, parts
from giamngheo.law.vocabulary.questionnaires import (
    AnswerKind,
    Asked,
    Check,
    Gravity,
    Limits,
    Question,
    Questionnaire,
    Section,
)

LANGUAGE = "Tiếng Việt (vi)"
YES_NO = "yes_no"
SURVEY = (
    "type", "name", f"label::{LANGUAGE}", f"hint::{LANGUAGE}", "required",
    f"required_message::{LANGUAGE}", "relevant", "constraint", f"constraint_message::{LANGUAGE}",
    "calculation",
)  # fmt: skip
CHOICES = ("list_name", "name", f"label::{LANGUAGE}")
SETTINGS = ("form_title", "form_id", "version", "default_language")
_TYPES = {
    AnswerKind.NUMBER: "decimal",
    AnswerKind.WHOLE: "integer",
    AnswerKind.MONEY: "integer",
    AnswerKind.DATE: "date",
    AnswerKind.TEXT: "text",
}
Row = dict[str, str]


@dataclass
class XlsForm:
    """The three sheets, row by row, and what could not be carried over."""

    survey: list[Row] = field(default_factory=list)
    choices: list[Row] = field(default_factory=list)
    settings: list[Row] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def xlsform(form: Questionnaire) -> XlsForm:
    """The form as an XLSForm.

    Raises:
        LawError: where the form asks nothing yet.
    """
    if not form.sheet:
        raise LawError(f"Phiếu «{form.paper or form.id}» chưa có câu hỏi nào để xuất. {form.empty}".strip())
    return _Maker(form).whole()


def write_xlsform(form: Questionnaire, path: Path) -> list[str]:
    """Write the XLSForm to `path`; what could not be carried over comes back.

    Raises:
        LawError: where the form asks nothing yet.
    """
    made = xlsform(form)
    path.write_bytes(workbook(made))
    return made.left_out


def workbook(made: XlsForm) -> bytes:
    """The three sheets as an .xlsx file."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        for name, columns, rows in (
            ("survey", SURVEY, made.survey),
            ("choices", CHOICES, made.choices),
            ("settings", SETTINGS, made.settings),
        ):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, columns, book.add_format({"bold": True}))
            sheet.freeze_panes(1, 0)
            for number, row in enumerate(rows, start=1):
                for place, column in enumerate(columns):
                    if row.get(column):
                        sheet.write_string(number, place, row[column])
            sheet.autofit()
    return file.getvalue()


class _Maker:
    def __init__(self, form: Questionnaire) -> None:
        self.form = form
        self.made = XlsForm()
        self.words = Expressions(form)
        self.at: dict[str, list[Check]] = {}
        self.at_the_end: list[Check] = []
        for check in form.checks:
            if check.of is Asked.HOUSEHOLD and _of_members(parsed(check.holds)):
                self.at_the_end.append(check)  # before the last member is written it would only mislead
                continue
            named = [q for q in map(form.question, questions_of(parsed(check.holds))) if q is not None]
            own = [question.id for question in form.sheet if question in named and question.of is check.of]
            self.at.setdefault(own[-1] if own else "", []).append(check)

    def whole(self) -> XlsForm:
        members = [section for section in self.form.sections if section.of is Asked.MEMBER]
        for section in self.form.sections:
            if section.of is Asked.HOUSEHOLD:
                self.group(section)
            elif section is members[0]:  # one repeat holds all that is asked of a member
                self.add("begin_repeat", REPEAT, "Thành viên của hộ")
                for part in members:
                    self.group(part)
                self.add("end_repeat", REPEAT)
        for check in self.at_the_end:
            self.warning(check)
        for check in self.at.get("", ()):
            self.left_out(f"kiểm tra «{check.id}»: {check.text}")
        self.made.choices += self.lists()
        self.made.settings.append(
            {
                "form_title": self.form.name,
                "form_id": self.form.id,
                "version": self.form.version or "1",
                "default_language": LANGUAGE,
            }
        )
        return self.made

    def group(self, section: Section) -> None:
        name = f"section_{section.id}"
        self.add("begin_group", name, section.title, hint=section.note)
        warnings: list[Check] = []
        questions = [q for q in map(self.form.question, section.questions) if q is not None]
        for question in questions:
            warnings += self.question(question)
        if section.of is Asked.MEMBER and any(question.id == BIRTH_YEAR for question in questions):
            self.ages({question.id for question in questions})
        for check in warnings:
            self.warning(check)
        self.add("end_group", name)

    def question(self, question: Question) -> list[Check]:
        """One question with its limits; gives back the checks that can only be shown as notes."""
        constraints, messages, later = self.constraints(question)
        row = {
            "required": "yes" if question.required else "",
            f"required_message::{LANGUAGE}": "Phải trả lời câu này." if question.required else "",
            "relevant": self.relevant(question),
            "constraint": " and ".join(constraints),
            f"constraint_message::{LANGUAGE}": " ".join(messages),
        }
        self.add(self.type_of(question), question.id, label_of(question), **row)
        if question.plausible is not None and (outside := _outside(question.plausible, question.id)):
            text = f"«{question.text}» hiếm gặp. Xem lại; nếu đúng thì ghi lý do ở phiếu."
            self.add("note", f"rare_{question.id}", text, relevant=outside)
        return later

    def constraints(self, question: Question) -> tuple[list[str], list[str], list[Check]]:
        constraints, messages, later = [], [], []
        if question.limits is not None and (within := _within(question.limits)):
            constraints.append(within)
            messages.append(_between(question.limits, question.unit))
        if question.digits:
            constraints.append(f"regex(., '^[0-9]{{{question.digits}}}$')")
            messages.append(f"Ghi đúng {question.digits} chữ số.")
        for check in self.at.get(question.id, ()):
            condition = parsed(check.holds)
            aged = any(isinstance(part, Age) for part in parts(condition))
            if check.gravity is Gravity.SOFT or aged:  # an age is worked out after the answer only
                later.append(check)
                continue
            try:
                constraints.append(f"not({Expressions(self.form, question.id).fails(condition)})")
                messages.append(f"{check.text[:1].upper()}{check.text[1:]} {check.remedy}")
            except NotExpressibleError as error:
                self.left_out(f"kiểm tra «{check.id}» ({check.text}): {error}")
        return constraints, messages, later

    def relevant(self, question: Question) -> str:
        """Where the question may be asked: of whom it is not certain that it is not, and not skipped."""
        told = []
        try:
            if question.who:
                told.append(f"not({self.words.fails(parsed(question.who))})")
            if question.skip:
                told.append(f"not({self.words.holds(parsed(question.skip))})")
        except NotExpressibleError as error:
            self.left_out(f"điều kiện hỏi của «{question.id}»: {error}; luôn hỏi")
            return ""
        return " and ".join(told)

    def warning(self, check: Check) -> None:
        """A check as a note that shows where it certainly fails."""
        try:
            fails = self.words.fails(parsed(check.holds))
        except NotExpressibleError as error:
            self.left_out(f"kiểm tra «{check.id}» ({check.text}): {error}")
            return
        text = f"{check.text[:1].upper()}{check.text[1:]} {check.remedy}"
        self.add("note", f"check_{check.id}", text, relevant=fails)

    def ages(self, asked: set[str]) -> None:
        """The ages that a birth leaves open; a month whose last day is not told counts as one of 31."""
        year, month, day = (f"${{{name}}}" if name in asked else "''" for name in BIRTH)
        for name, of_year, of_month in ((AGE_LEAST, 1231, 31), (AGE_MOST, 101, 1)):
            in_month = f"{month} * 100 + if({day} = '', {of_month}, {day})"
            born = f"{year} * 10000 + if({month} = '', {of_year}, {in_month})"
            # Shifted by a thousand years, so that what is cut off is always the part of a year.
            age = f"int((number(format-date(today(), '%Y%m%d')) - ({born})) div 10000 + 1000) - 1000"
            self.add("calculate", name, calculation=f"if({year} = '', '', {age})")

    def type_of(self, question: Question) -> str:
        if question.kind is AnswerKind.YES_NO:
            return f"select_one {YES_NO}"
        if question.kind is AnswerKind.CHOICE:
            return f"select_{'multiple' if question.several else 'one'} {_list(question)}"
        return _TYPES[question.kind]

    def lists(self) -> Iterator[Row]:
        label = f"label::{LANGUAGE}"
        for code, word in (("yes", "Có"), ("no", "Không")):
            yield {"list_name": YES_NO, "name": code, label: word}
        done: set[str] = set()
        for question in self.form.sheet:
            if question.kind is AnswerKind.CHOICE and _list(question) not in done:
                done.add(_list(question))
                for code, word in codes_of(question).items():
                    yield {"list_name": _list(question), "name": code, label: word}

    def add(self, kind: str, name: str, label: str = "", hint: str = "", **more: str) -> None:
        row = {"type": kind, "name": name, f"label::{LANGUAGE}": label, f"hint::{LANGUAGE}": hint, **more}
        self.made.survey.append({column: value for column, value in row.items() if value})

    def left_out(self, words: str) -> None:
        self.made.left_out.append(words)


def label_of(question: Question) -> str:
    """What a question is called on the phone, and above its column where an export is asked for labels."""
    number = f"{question.number}. " if question.number else ""
    unit = f" ({question.unit})" if question.unit else ""
    return f"{number}{question.text}{unit}"


def _of_members(condition: Condition) -> bool:
    return any(isinstance(part, (Count, Members)) for part in parts(condition))


def _list(question: Question) -> str:
    return question.codes_from or f"{question.id}_codes"


def _within(limits: Limits) -> str:
    least = f". >= {limits.least:.15g}" if limits.least is not None else ""
    greatest = f". <= {limits.greatest:.15g}" if limits.greatest is not None else ""
    return " and ".join(filter(None, (least, greatest)))


def _outside(limits: Limits, name: str) -> str:
    least = f"${{{name}}} < {limits.least:.15g}" if limits.least is not None else ""
    greatest = f"${{{name}}} > {limits.greatest:.15g}" if limits.greatest is not None else ""
    outside = " or ".join(filter(None, (least, greatest)))
    return f"${{{name}}} != '' and ({outside})" if outside else ""


def _between(limits: Limits, unit: str) -> str:
    least = f"từ {limits.least:.15g}" if limits.least is not None else ""
    greatest = f"đến {limits.greatest:.15g}" if limits.greatest is not None else ""
    return f"Ghi {' '.join(filter(None, ('số', least, greatest, unit)))}."
