"""Checks of a form as a sheet: its sections, conditions, marks, checks and jumps."""

from collections import Counter
from collections.abc import Iterator, Sequence

from giamngheo.law.linter.findings import Finding
from giamngheo.law.linter.reaching import never_asked
from giamngheo.law.vocabulary.conditions import (
    Age,
    Answered,
    Condition,
    ConditionError,
    Count,
    Given,
    Has,
    Is,
    Members,
    Term,
    parsed,
    parts,
)
from giamngheo.law.vocabulary.questionnaires import (
    AnswerKind,
    Asked,
    Limits,
    Mark,
    Marked,
    Question,
    Questionnaire,
)

NUMBERS = frozenset({AnswerKind.NUMBER, AnswerKind.WHOLE, AnswerKind.MONEY})
_COMPARED = NUMBERS | {AnswerKind.DATE}


def sheet_faults(form: Questionnaire, lists: dict[str, tuple[str, ...]], place: str) -> Iterator[Finding]:
    """What a sheet must hold; `lists` are the code lists that questions may take answers from."""
    yield from _whole(form, place)
    yield from _sections(form, place)
    for question in form.questions:
        yield from _question(question, f"{place} › {question.id}")
        yield from _marked(question, f"{place} › {question.id}")
    conditions = list(_conditions_of_questions(form, lists, place))
    yield from conditions
    if not conditions:  # who is asked by a condition that does not hold together cannot be told
        for question in never_asked(form, lists):
            yield Finding(f"{place} › {question.id}", "không bao giờ được hỏi: who và skip loại trừ nhau.")
    yield from _checks(form, lists, place)
    yield from _jumps(form, place)


def unknown_feeds(form: Questionnaire, columns: set[str], place: str) -> Iterator[Finding]:
    """Questions that say they feed a column which neither the measure nor the form knows."""
    known = columns | {derived.id for derived in form.derived} | {question.id for question in form.questions}
    for question in form.questions:
        for column in question.feeds:
            if column not in known:
                yield Finding(f"{place} › {question.id}", f"điền cột «{column}» mà không nơi nào dùng.")


def not_asked(form: Questionnaire, needed: Sequence[str], place: str) -> Iterator[Finding]:
    """Evidence that formulas need and no question of the sheet fills; a form without sheet is a list only."""
    if not form.sections:
        return
    on_sheet = {question.id for question in form.sheet}
    for column in needed:
        filled_by = form.filled_by(column)
        if filled_by is not None and not set(filled_by) & on_sheet:
            yield Finding(place, f"cần cột «{column}» mà phiếu «{form.id}» không hỏi (không mục nào ghi).")


def _whole(form: Questionnaire, place: str) -> Iterator[Finding]:
    if not form.questions and not form.empty.strip():
        yield Finding(place, "phiếu không có câu hỏi nào mà không nói vì sao (empty).")
    if form.questions and form.empty:
        yield Finding(place, "phiếu đã có câu hỏi thì bỏ dòng nói là chưa có (empty).")
    if form.first and form.last and form.last < form.first:
        yield Finding(place, "ngày cuối áp dụng trước ngày đầu.")
    for number, times in Counter(question.number for question in form.questions).items():
        if number and times > 1:
            yield Finding(place, f"số câu «{number}» ghi cho {times} câu hỏi.")


def _sections(form: Questionnaire, place: str) -> Iterator[Finding]:
    for name, times in Counter(section.id for section in form.sections).items():
        if times > 1:
            yield Finding(f"{place} › sections › {name}", "mục này ghi hai lần.")
    for name, times in Counter(name for section in form.sections for name in section.questions).items():
        if times > 1:
            yield Finding(f"{place} › sections", f"câu hỏi «{name}» đứng ở {times} chỗ trên phiếu.")
    for section in form.sections:
        where = f"{place} › sections › {section.id}"
        for name in section.questions:
            question = form.question(name)
            if question is None:
                yield Finding(where, f"ghi câu hỏi không có «{name}».")
            elif question.of is not section.of:
                yield Finding(where, f"mục hỏi {section.of.label} mà «{name}» hỏi {question.of.label}.")


def _question(question: Question, where: str) -> Iterator[Finding]:
    limits, plausible = question.limits, question.plausible
    if _reversed(plausible):
        yield Finding(where, "mức hiếm gặp (plausible): số dưới lớn hơn số trên.")
    if limits and plausible and not _reversed(limits) and not _within(plausible, limits):
        yield Finding(where, "mức hiếm gặp (plausible) nằm ngoài giới hạn (limits).")
    if (limits or plausible) and question.kind not in NUMBERS:
        yield Finding(where, "chỉ câu hỏi ghi số mới có giới hạn.")
    if question.digits is not None and (question.kind is not AnswerKind.TEXT or question.digits < 1):
        yield Finding(where, "số chữ số (digits) chỉ dùng cho câu hỏi ghi chữ, từ 1 trở lên.")
    if question.several and question.kind is not AnswerKind.CHOICE:
        yield Finding(where, "chỉ câu hỏi chọn mới chọn được nhiều mã (several).")


def _reversed(limits: Limits | None) -> bool:
    return (
        limits is not None
        and limits.least is not None
        and limits.greatest is not None
        and limits.least > limits.greatest
    )


def _within(inner: Limits, outer: Limits) -> bool:
    below = inner.least is not None and outer.least is not None and inner.least < outer.least
    above = inner.greatest is not None and outer.greatest is not None and inner.greatest > outer.greatest
    return not below and not above


def _marked(thing: Marked, where: str) -> Iterator[Finding]:
    if not thing.verified and thing.mark in (None, Mark.STATED):
        yield Finding(where, "chưa đối chiếu (verified: false) mà không ghi dấu nguồn (mark: S2, M hoặc P).")
    if thing.verified and thing.mark not in (None, Mark.STATED):
        yield Finding(where, f"dấu nguồn {thing.mark} mà không ghi verified: false.")


def _conditions_of_questions(
    form: Questionnaire, lists: dict[str, tuple[str, ...]], place: str
) -> Iterator[Finding]:
    order = {question.id: number for number, question in enumerate(form.sheet)}
    asks: dict[str, set[str]] = {}
    for question in form.questions:
        for field in ("who", "skip"):
            text = getattr(question, field)
            if not text:
                continue
            where = f"{place} › {question.id} › {field}"
            try:
                condition = parsed(text)
            except ConditionError as error:
                yield Finding(where, str(error))
                continue
            yield from _condition(form, lists, condition, question.of, where)
            for name in _asked_by(condition):
                asks.setdefault(question.id, set()).add(name)
                if form.question(name) is None:
                    continue
                if question.id in order and name not in order:
                    yield Finding(where, f"dựa vào «{name}», câu này không có trên phiếu.")
                elif order.get(name, -1) >= order.get(question.id, len(order)):
                    yield Finding(where, f"dựa vào «{name}», câu này hỏi sau.")
    for name in sorted(asks):
        if name in _reached(name, asks):
            yield Finding(f"{place} › {name}", "điều kiện đi vòng tròn trở lại chính câu hỏi này.")


def _asked_by(condition: Condition) -> set[str]:
    """The questions that a condition looks at; an age comes from the birth year."""
    named = {p.question for p in parts(condition) if isinstance(p, (Given, Is, Has, Answered))}
    return named | ({"birth_year"} if any(isinstance(p, Age) for p in parts(condition)) else set())


def _reached(name: str, asks: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    ahead = list(asks.get(name, ()))
    while ahead:
        one = ahead.pop()
        if one not in found:
            found.add(one)
            ahead.extend(asks.get(one, ()))
    return found


def _condition(
    form: Questionnaire,
    lists: dict[str, tuple[str, ...]],
    condition: Condition | Term,
    asked: Asked,
    where: str,
) -> Iterator[Finding]:
    """What of a condition means nothing: questions, codes, kinds, and members looked at without `count`."""
    if isinstance(condition, Count):
        if any(isinstance(part, Count) for part in parts(condition.condition)):
            yield Finding(where, "đếm (count) trong đếm.")
        yield from _condition(form, lists, condition.condition, Asked.MEMBER, where)
        return
    if isinstance(condition, Age):
        if asked is Asked.HOUSEHOLD:
            yield Finding(where, "tuổi (age) là của thành viên; hộ thì đếm bằng count(…).")
        if form.question("birth_year") is None:
            yield Finding(where, "hỏi tuổi (age) mà phiếu không hỏi «birth_year».")
    if isinstance(condition, (Given, Is, Has, Answered)):
        question = form.question(condition.question)
        if question is None:
            yield Finding(where, f"dựa vào câu hỏi không có «{condition.question}».")
            return
        if question.of is Asked.MEMBER and asked is Asked.HOUSEHOLD:
            yield Finding(where, f"«{question.id}» hỏi thành viên; hộ thì đếm bằng count(…).")
        yield from _compared(condition, question, lists, where)
        return
    if isinstance(condition, Members):
        return
    for name in ("left", "right", "inner"):
        if (inner := getattr(condition, name, None)) is not None:
            yield from _condition(form, lists, inner, asked, where)


def _compared(
    condition: Given | Is | Has | Answered,
    question: Question,
    lists: dict[str, tuple[str, ...]],
    where: str,
) -> Iterator[Finding]:
    if isinstance(condition, Given) and question.kind not in _COMPARED:
        yield Finding(where, f"so số với «{question.id}», câu này không ghi số hay ngày.")
    if isinstance(condition, Has) != question.several and isinstance(condition, (Has, Is)):
        yield Finding(where, f"«{question.id}»: dùng has cho câu chọn nhiều mã, is hoặc in cho câu chọn một.")
    if isinstance(condition, (Has, Is)):
        known = codes_in(question, lists)
        for code in condition.codes if isinstance(condition, Is) else (condition.code,):
            if code not in known:
                yield Finding(where, f"«{question.id}» không có mã trả lời «{code}».")


def codes_in(question: Question, lists: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """The codes that conditions may compare an answer to."""
    if question.kind is AnswerKind.YES_NO:
        return ("yes", "no")
    return lists.get(question.codes_from, ()) if question.codes_from else question.code_ids


def _checks(form: Questionnaire, lists: dict[str, tuple[str, ...]], place: str) -> Iterator[Finding]:
    for name, times in Counter(check.id for check in form.checks).items():
        if times > 1:
            yield Finding(f"{place} › checks › {name}", "phép kiểm này ghi hai lần.")
    for check in form.checks:
        where = f"{place} › checks › {check.id}"
        yield from _marked(check, where)
        yield from _dated(
            check.first is not None and check.last is not None and check.last < check.first, where
        )
        if check.verified and check.clause is None:
            yield Finding(where, "thiếu điều khoản (clause); nếu do phần mềm đặt, ghi mark: P.")
        if not check.text.strip() or not check.remedy.strip():
            yield Finding(where, "thiếu câu báo (text) hoặc cách sửa (remedy).")
        try:
            condition = parsed(check.holds)
        except ConditionError as error:
            yield Finding(where, str(error))
            continue
        yield from _condition(form, lists, condition, check.of, where)


def _dated(backwards: bool, where: str) -> Iterator[Finding]:
    if backwards:
        yield Finding(where, "ngày cuối trước ngày đầu.")


def _jumps(form: Questionnaire, place: str) -> Iterator[Finding]:
    for jump in form.jumps:
        where = f"{place} › jumps › {jump.question}"
        yield from _marked(jump, where)
        yield from _dated(jump.first is not None and jump.last is not None and jump.last < jump.first, where)
        if jump.verified and jump.clause is None:
            yield Finding(where, "thiếu điều khoản (clause); nếu do phần mềm đặt, ghi mark: P.")
        question = form.question(jump.question)
        if question is None:
            yield Finding(where, "so năm trước ở câu hỏi không có trong phiếu.")
        elif question.asked_anew and jump.rule == "same":
            yield Finding(where, "câu hỏi lại từ đầu mỗi năm (asked_anew) thì không thể bắt giống năm trước.")
        elif jump.rule == "within" and (
            question.kind not in NUMBERS or (jump.by is None and jump.times is None)
        ):
            yield Finding(where, "within cần câu hỏi ghi số và mức by hoặc times.")
        elif jump.rule == "no_fall" and question.kind not in (
            *NUMBERS, AnswerKind.CHOICE, AnswerKind.YES_NO
        ):  # fmt: skip
            yield Finding(where, "no_fall cần câu hỏi ghi số, chọn mã, hoặc có, không.")
