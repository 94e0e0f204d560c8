"""Last year's sheet beside this year's: what is offered to take over, and what differs beyond belief."""

from collections.abc import Iterator
from datetime import date

from giamngheo.law.questionnaires.asking import State, place
from giamngheo.law.questionnaires.checking import Fault, faults
from giamngheo.law.questionnaires.codes import codes_of
from giamngheo.law.questionnaires.sheets import Answer, Answers, Sheet
from giamngheo.law.vocabulary.questionnaires import AnswerKind, Asked, Gravity, Jump, Question, Questionnaire

REMEDY = "Hỏi lại hộ; nếu đúng thì ghi lý do."


def carried(form: Questionnaire, last: Sheet, day: date) -> Sheet:
    """The answers of an earlier sheet that may be offered on `day`, one by one, never taken unseen.

    What is asked anew every year, what the form no longer asks, what is no valid answer of it, and what this
    year's day would skip (a child who has come of age) is left out.
    """
    offered = Sheet(
        day,
        _kept(form, Asked.HOUSEHOLD, last.household),
        {key: _kept(form, Asked.MEMBER, answers) for key, answers in last.members.items()},
    )
    refused = {
        (fault.question.id, fault.member)
        for fault in faults(form, offered)
        if fault.question is not None and fault.gravity is Gravity.HARD
    }
    return Sheet(
        day,
        _asked_and_sound(form, offered, None, refused),
        {key: _asked_and_sound(form, offered, key, refused) for key in offered.members},
    )


def jumps(form: Questionnaire, last: Sheet, sheet: Sheet) -> list[Fault]:
    """Answers that differ from last year's more than the form's rules let pass without a reason."""
    found: list[Fault] = []
    for jump in form.jumps:
        question = form.question(jump.question)
        if question is None or not _in_force(jump, sheet.day):
            continue
        for ordinal, member in _both_years(question, last, sheet):
            before, now = last.answer(question, member), sheet.answer(question, member)
            asked = place(form, sheet, question, member).state is not State.SKIPPED
            if asked and before is not None and now is not None and _jumped(jump, question, before, now):
                found.append(
                    Fault(
                        f"jump:{jump.question}:{jump.rule}", question, member, ordinal, Gravity.SOFT,
                        jump.text, REMEDY,
                    )
                )  # fmt: skip
    return found


def _kept(form: Questionnaire, asked: Asked, answers: Answers) -> dict[str, Answer]:
    return {
        question.id: answers[question.id]
        for question in form.on_sheet(asked)
        if not question.asked_anew and answers.get(question.id) is not None
    }


def _asked_and_sound(
    form: Questionnaire, sheet: Sheet, member: str | None, refused: set[tuple[str, str | None]]
) -> dict[str, Answer]:
    answers = sheet.answers(member)
    return {
        name: answer
        for name, answer in answers.items()
        if (name, member) not in refused
        and (question := form.question(name)) is not None
        and place(form, sheet, question, member).state is not State.SKIPPED
    }


def _in_force(jump: Jump, day: date) -> bool:
    return (jump.first is None or jump.first <= day) and (jump.last is None or day <= jump.last)


def _both_years(question: Question, last: Sheet, sheet: Sheet) -> Iterator[tuple[int | None, str | None]]:
    if question.of is Asked.HOUSEHOLD:
        yield None, None
        return
    for ordinal, member in enumerate(sheet.members, start=1):
        if member in last.members:
            yield ordinal, member


def _jumped(jump: Jump, question: Question, before: Answer, now: Answer) -> bool:
    if jump.rule == "same":
        return before != now
    low, high = _rank(question, before), _rank(question, now)
    if low is None or high is None:
        return False
    if jump.rule == "no_fall":
        return high < low
    too_far = jump.by is not None and abs(high - low) > jump.by
    small, great = sorted((low, high))
    return too_far or (jump.times is not None and great > small * jump.times)


def _rank(question: Question, answer: Answer) -> float | None:
    """The place of a code in its list, or the number itself."""
    if question.kind is AnswerKind.CHOICE:
        codes = list(codes_of(question))
        return codes.index(answer) if isinstance(answer, str) and answer in codes else None
    if isinstance(answer, bool):
        return int(answer)
    return answer if isinstance(answer, (int, float)) else None
