"""Which answers are wrong (refused) and which are implausible (they stand with a reason)."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from giamngheo.law.questionnaires.asking import Place, State, named, places
from giamngheo.law.questionnaires.codes import codes_of
from giamngheo.law.questionnaires.sheets import (
    BIRTH,
    BIRTH_YEAR,
    Answer,
    Answers,
    Sheet,
    births,
    of_kind,
)
from giamngheo.law.questionnaires.truth import Looked, truth
from giamngheo.law.vocabulary.conditions import Age, Condition, parsed, parts, questions_in
from giamngheo.law.vocabulary.questionnaires import (
    AnswerKind,
    Asked,
    Check,
    Gravity,
    Limits,
    Question,
    Questionnaire,
)

LONGEST_TEXT = 2_000
YEARS = "năm"  # a year is no amount: 2026, not 2.026
_WANTED = {
    AnswerKind.YES_NO: "có hoặc không",
    AnswerKind.WHOLE: "một số nguyên",
    AnswerKind.MONEY: "số tiền bằng đồng, không có phần lẻ",
    AnswerKind.NUMBER: "một số",
    AnswerKind.DATE: "một ngày",
    AnswerKind.TEXT: "chữ",
    AnswerKind.CHOICE: "một mã của danh mục",
}


@dataclass(frozen=True)
class Fault:
    """What is amiss with one box: which question, of which member, how grave, why, and what to do."""

    rule: str
    question: Question | None
    member: str | None
    ordinal: int | None
    gravity: Gravity
    reason: str
    remedy: str

    def __str__(self) -> str:
        where = named(self.question, self.ordinal) if self.question else _whose(self.ordinal)
        return f"{where}: {self.reason} {self.remedy}"


def faults(form: Questionnaire, sheet: Sheet, boxes: Iterable[Place] | None = None) -> list[Fault]:
    """Every fault of the answers of a sheet, in the order they are asked, then of answers put together.

    Answers to skipped questions are not looked at: they do not count. Nor is what a wrong answer says
    together with others: it is told once. `boxes` are the sheet's `places` for who has them already.
    """
    found: list[Fault] = []
    for box in places(form, sheet, answered=True) if boxes is None else boxes:
        if box.state is not State.SKIPPED and box.answered:
            answer = sheet.answer(box.question, box.member)
            found += [
                Fault(rule, box.question, box.member, box.ordinal, gravity, reason, remedy)
                for rule, gravity, reason, remedy in _of_answer(box.question, answer)
            ]
    wrong = {(f.question.id, f.member) for f in found if f.question and f.gravity is Gravity.HARD}
    return found + faults_together(form, sheet, wrong)


def faults_together(
    form: Questionnaire, sheet: Sheet, wrong: Collection[tuple[str, str | None]] = ()
) -> list[Fault]:
    """What is amiss with answers put together; boxes that are `wrong` by themselves are not looked at."""
    found = list(_of_births(form, sheet))
    told = {*wrong, *((fault.question.id, fault.member) for fault in found if fault.question)}
    for check in form.checks:
        if (check.first is None or check.first <= sheet.day) and (
            check.last is None or sheet.day <= check.last
        ):
            found += _of_check(form, check, sheet, told)
    return found


def refused(question: Question, answer: Answer) -> bool:
    """Whether an answer is wrong by itself, so that it counts as not given."""
    return bool(refusals(question, answer))


def refusals(question: Question, answer: Answer) -> list[tuple[str, str]]:
    """Why an answer is wrong by itself, each with what to do."""
    return [
        (reason, remedy)
        for _, gravity, reason, remedy in _of_answer(question, answer)
        if gravity is Gravity.HARD
    ]


def _of_answer(question: Question, answer: Answer) -> Iterator[tuple[str, Gravity, str, str]]:
    if question.kind is AnswerKind.CHOICE:
        yield from _of_choice(question, answer)
        return
    if not of_kind(question, answer):
        yield "kind", Gravity.HARD, "câu trả lời không đúng kiểu.", f"Ghi {_WANTED[question.kind]}."
    elif isinstance(answer, str):
        yield from _of_text(question, answer)
    elif isinstance(answer, (int, float)) and not isinstance(answer, bool):
        yield from _of_number(question, answer)


def _of_choice(question: Question, answer: Answer) -> Iterator[tuple[str, Gravity, str, str]]:
    several = answer if isinstance(answer, tuple) else (answer,)
    if not of_kind(question, answer):
        how = "các mã" if question.several else "một mã"
        yield "kind", Gravity.HARD, "câu trả lời không đúng kiểu.", f"Chọn {how} của danh mục."
        return
    known = codes_of(question)
    if any(one not in known for one in several):
        yield "code", Gravity.HARD, "câu trả lời không có trong danh mục.", "Chọn lại trong danh mục."
    if len(set(several)) < len(several):
        yield "code", Gravity.HARD, "một mã được chọn hai lần.", "Giữ một."


def _of_text(question: Question, answer: str) -> Iterator[tuple[str, Gravity, str, str]]:
    if "\x00" in answer or len(answer) > LONGEST_TEXT:
        yield (
            "text", Gravity.HARD, f"dài quá {LONGEST_TEXT} ký tự hoặc có ký tự không in được.",
            "Ghi ngắn lại.",
        )  # fmt: skip
    if question.digits and (len(answer) != question.digits or not (answer.isascii() and answer.isdecimal())):
        yield (
            "digits", Gravity.HARD, f"không gồm đúng {question.digits} chữ số.",
            f"Đối chiếu giấy tờ và ghi đủ {question.digits} chữ số.",
        )  # fmt: skip


def _of_number(question: Question, answer: float) -> Iterator[tuple[str, Gravity, str, str]]:
    def said(outside: str, limit: float) -> str:
        if question.unit == YEARS:
            return f"{answer:g} {outside} {limit:g}"
        unit = f" {question.unit}" if question.unit else ""
        return f"{_shown(answer)}{unit} {outside} {_shown(limit)}"

    if outside := _outside(question.limits, answer):
        yield "limits", Gravity.HARD, f"{said(*outside)}.", "Xem lại và ghi đúng."
    elif outside := _outside(question.plausible, answer):
        yield (
            "plausible", Gravity.SOFT, f"{said(*outside)}, hiếm gặp.",
            "Xem lại; nếu đúng thì ghi lý do.",
        )  # fmt: skip


def _outside(limits: Limits | None, answer: float) -> tuple[str, float] | None:
    if limits is not None and limits.least is not None and answer < limits.least:
        return "nhỏ hơn", limits.least
    if limits is not None and limits.greatest is not None and answer > limits.greatest:
        return "lớn hơn", limits.greatest
    return None


def _of_births(form: Questionnaire, sheet: Sheet) -> Iterator[Fault]:
    """A day that its month does not have: 30 February."""
    question = form.question(BIRTH[-1])
    if question is None:
        return
    for ordinal, (member, answers) in enumerate(sheet.members.items(), start=1):
        if _no_such_day(answers):
            yield Fault(
                "day", question, member, ordinal, Gravity.HARD, "tháng sinh không có ngày này.",
                "Đối chiếu giấy tờ và ghi lại ngày, tháng.",
            )  # fmt: skip


def _no_such_day(answers: Answers) -> bool:
    year, month, day = (answers.get(name) for name in BIRTH)
    born = births(answers)
    if type(year) is not int or type(month) is not int or type(day) is not int or born is None:
        return False
    return born[0] != born[1] and 1 <= month <= 12 and 1 <= day <= 31


def _of_check(
    form: Questionnaire, check: Check, sheet: Sheet, wrong: set[tuple[str, str | None]]
) -> Iterator[Fault]:
    condition = parsed(check.holds)
    looked_at = [q for q in map(form.question, _looked_at(check.holds)) if q is not None]
    named_last = [question for question in looked_at if question.of is check.of]
    question = named_last[-1] if named_last else None
    who: list[tuple[int | None, str | None]] = (
        list(enumerate(sheet.members, start=1)) if check.of is Asked.MEMBER else [(None, None)]
    )
    for ordinal, member in who:
        places_of = ((q.id, member if q.of is Asked.MEMBER else None) for q in looked_at)
        told_already = any(place in wrong for place in places_of)
        if not told_already and truth(condition, Looked(form, sheet, member)) is False:
            yield Fault(check.id, question, member, ordinal, check.gravity, check.text, check.remedy)


@lru_cache(maxsize=4_096)
def _looked_at(text: str) -> tuple[str, ...]:
    return questions_of(parsed(text))


def questions_of(condition: Condition) -> tuple[str, ...]:
    """The questions that a condition looks at, the birth year first where it looks at an age."""
    aged = any(isinstance(part, Age) for part in parts(condition))
    return tuple(dict.fromkeys(((BIRTH_YEAR,) if aged else ()) + questions_in(condition)))


def _whose(ordinal: int | None) -> str:
    return "Phiếu của hộ" if ordinal is None else f"Thành viên số {ordinal}"


def _shown(value: float) -> str:
    """A number as Vietnamese papers write it: 1.500.000; 45,5."""
    whole = f"{value:,.10g}" if value == int(value) else f"{value:,.2f}".rstrip("0")
    return whole.replace(",", " ").replace(".", ",").replace(" ", ".")
