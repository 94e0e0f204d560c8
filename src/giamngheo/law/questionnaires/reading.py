"""A form as a person reads it: sections, questions, of whom they are asked, and what awaits the gazette."""

from collections.abc import Iterator
from datetime import date

from giamngheo.law.library import cited
from giamngheo.law.questionnaires.codes import codes_of
from giamngheo.law.vocabulary.conditions import (
    Age,
    Answered,
    Both,
    Compare,
    Condition,
    Count,
    Either,
    Given,
    Has,
    Is,
    Members,
    Not,
    Number,
    Term,
    parsed,
)
from giamngheo.law.vocabulary.questionnaires import AnswerKind, Limits, Mark, Question, Questionnaire

_SIGNS = {"=": "bằng", "!=": "khác", "<": "dưới", "<=": "không quá", ">": "trên", ">=": "từ"}
_KINDS = {
    AnswerKind.YES_NO: "có, không",
    AnswerKind.CHOICE: "chọn",
    AnswerKind.NUMBER: "số",
    AnswerKind.WHOLE: "số nguyên",
    AnswerKind.MONEY: "đồng",
    AnswerKind.DATE: "ngày",
    AnswerKind.TEXT: "chữ",
}


def summary_of(form: Questionnaire) -> Iterator[str]:
    """Two lines a form: id, what the office calls it, name, period, how many questions."""
    yield f"{form.id}: {form.paper or 'Phiếu'} – {form.name}"
    asked = f"{len(form.sheet)} câu hỏi" if form.sheet else form.empty or "chỉ là cột của danh sách"
    yield f"  {_period(form)}; {asked}"


def text_of(form: Questionnaire) -> Iterator[str]:
    """The whole form, line by line; marks say what is not stated by a source."""
    yield form.name
    yield f"({form.id}; {form.paper or 'phiếu'}; bản {form.version or '1'}; {_period(form)})"
    yield f"Văn bản: {cited(form.clause)}"
    if form.note:
        yield f"Ghi chú: {form.note.strip()}"
    if form.empty:
        yield f"⚠ {form.empty}"
    number = 0
    for section in form.sections:
        yield ""
        yield f"{section.title.upper()} (hỏi {section.of.label})"
        for question in filter(None, map(form.question, section.questions)):
            number += 1
            yield from _question(form, question, number)
    for title, checks in (("kiểm tra giữa các câu", form.checks), ("so với năm trước", form.jumps)):
        if checks:
            yield ""
            yield title.upper()
    yield from (f"  {check.gravity.label}: {check.text} {check.remedy}" for check in form.checks)
    for jump in form.jumps:
        compared = form.question(jump.question)
        yield f"  cần lý do: «{compared.text if compared else jump.question}» {jump.text}"


def words_of(condition: Condition, form: Questionnaire) -> str:
    """A condition in Vietnamese, with the words of the paper."""
    if isinstance(condition, (Both, Either)):
        joined = " và " if isinstance(condition, Both) else " hoặc "
        return joined.join(_inside(one, form) for one in (condition.left, condition.right))
    if isinstance(condition, Not):
        return f"không phải: {_inside(condition.inner, form)}"
    if isinstance(condition, Compare):
        left, right = (_number(term, form) for term in (condition.left, condition.right))
        return f"{left} {_SIGNS[condition.sign]} {right}"
    asked = form.question(condition.question)
    named = f"«{asked.text if asked else condition.question}»"
    if isinstance(condition, Answered):
        return f"đã trả lời {named}"
    codes = condition.codes if isinstance(condition, Is) else (condition.code,)
    labels = " hoặc ".join(_label(asked, code) for code in codes)
    return f"{named} {'có' if isinstance(condition, Has) else 'là'} {labels}"


def _inside(condition: Condition, form: Questionnaire) -> str:
    words = words_of(condition, form)
    return f"({words})" if isinstance(condition, (Both, Either)) else words


def _label(asked: Question | None, code: str) -> str:
    if asked is None or asked.kind is AnswerKind.YES_NO:
        return {"yes": "có", "no": "không"}.get(code, code)
    return f"“{codes_of(asked).get(code, code)}”"


def _number(term: Term, form: Questionnaire) -> str:
    if isinstance(term, Number):
        return f"{term.value:g}" if term.value < 10_000_000 else _day(int(term.value))
    if isinstance(term, (Age, Members)):
        return "tuổi" if isinstance(term, Age) else "số thành viên trên phiếu"
    if isinstance(term, Count):
        return f"số thành viên mà {words_of(term.condition, form)}"
    if isinstance(term, Given):
        asked = form.question(term.question)
        return f"«{asked.text if asked else term.question}»"
    sign = {"+": "cộng", "-": "trừ", "*": "nhân"}[term.sign]
    return f"{_number(term.left, form)} {sign} {_number(term.right, form)}"


def _day(number: int) -> str:
    try:
        return f"{date(number // 10_000, number // 100 % 100, number % 100):%d/%m/%Y}"
    except ValueError:  # a large amount, not a day
        return str(number)


def _question(form: Questionnaire, question: Question, number: int) -> Iterator[str]:
    official = f" [câu {question.number}]" if question.number else ""
    kind = "chọn nhiều" if question.several else _KINDS[question.kind]
    told = [kind, *([question.unit] if question.unit and question.unit != kind else [])]
    told += ["phải trả lời"] if question.required else []
    yield f"  {number}. {question.text}{official} ({'; '.join(told)})"
    if question.who:
        yield f"     chỉ hỏi khi {words_of(parsed(question.who), form)}"
    if question.skip:
        yield f"     bỏ qua khi {words_of(parsed(question.skip), form)}"
    for limits, says in ((question.limits, "phải sửa"), (question.plausible, "cần lý do")):
        if limits is not None:
            yield f"     {says} nếu {_outside(limits)}"
    if question.kind is AnswerKind.CHOICE and not question.codes_from:
        yield f"     {' | '.join(code.label for code in question.codes)}"
    if not question.verified:
        yield f"     ⚠ {(question.mark or Mark.MEMORY).label}: {question.note}"


def _outside(limits: Limits) -> str:
    least, greatest = (None if end is None else f"{end:.15g}" for end in (limits.least, limits.greatest))
    return " hoặc ".join(filter(None, (least and f"dưới {least}", greatest and f"trên {greatest}")))


def _period(form: Questionnaire) -> str:
    first = f"từ {form.first:%d/%m/%Y}" if form.first else ""
    last = f"đến {form.last:%d/%m/%Y}" if form.last else ""
    return " ".join(filter(None, (first, last))) or "không ghi thời gian áp dụng"
