"""What was typed into a sheet, box by box: what differs from the version on the screen, right or wrong."""

import re
from dataclasses import dataclass, field
from typing import Any, Final

from django.http import QueryDict

from giamngheo.apps.surveys.content import Box, Content, TooLongError, boxes, kept, members_of, same
from giamngheo.apps.surveys.saying import NUMBERS
from giamngheo.foundation.text import parse_day
from giamngheo.law.questionnaires.sheets import Answer
from giamngheo.law.vocabulary.questionnaires import AnswerKind, Asked, Question, Questionnaire
from giamngheo.web.staff.sheets.words import NO, YES, as_typed

BOX: Final = "o-"
REASON: Final = "ly-do:"
_LONGEST_NUMBER: Final = 40
_GROUPED = re.compile(r"[-−]?[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?")
_PLAIN = re.compile(r"[-−]?[0-9]+([.,][0-9]+)?")


@dataclass(frozen=True)
class Typed:
    """What who types has changed, as saving takes it; `shown` is what the same boxes hold meanwhile.

    `reasons` are by the keys of faults. A text that no answer may be as long as is in `too_long` alone.
    """

    answers: dict[Box, Answer] = field(default_factory=dict)
    shown: dict[Box, Any] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    too_long: dict[Box, str] = field(default_factory=dict)


def name_of_box(box: Box) -> str:
    """The name and id of a box in the page."""
    name, key = box
    return f"{BOX}{name}" if key is None else f"{BOX}{name}-{key}"


def box_named(name: str) -> Box | None:
    """The box of such a name; None where it is no name of a box."""
    if not name.startswith(BOX):
        return None
    question, dash, key = name.removeprefix(BOX).partition("-")
    return question.replace("\0", ""), key if dash else None


def read_typed(form: Questionnaire, sent: QueryDict, seen: Content, *, whole_numbers: bool) -> Typed:
    """What was sent and says otherwise than the version that was seen.

    A box that holds what the page had put there is nobody's answer: a masked number stays what it is.
    """
    typed, before, members = Typed(), boxes(seen), members_of(seen)
    for name in sent:
        if name.startswith(REASON):
            typed.reasons[name.removeprefix(REASON)] = str(sent[name])
        elif (box := box_named(name)) is not None:
            question = form.question(box[0])
            texts = [str(one).replace("\r\n", "\n") for one in sent.getlist(name)]
            if question is None:
                typed.answers[box] = texts[-1]  # saving refuses it in words
                continue
            was = before.get(box)
            if not question.several and texts[-1] == as_typed(question, was, whole_numbers=whole_numbers):
                continue
            answer = _answer(question, texts)
            try:
                held = kept(answer)
            except TooLongError:  # saving refuses it in words; the page keeps it
                typed.answers[box], typed.too_long[box] = answer, texts[-1]
                continue
            if same(held, was):
                continue
            typed.answers[box] = answer
            if _is_of_sheet(question, box, members):
                typed.shown[box] = held
    return typed


def _is_of_sheet(question: Question, box: Box, members: list[str]) -> bool:
    of_household = box[1] is None
    return of_household is (question.of is Asked.HOUSEHOLD) and (of_household or box[1] in members)


def _answer(question: Question, texts: list[str]) -> Answer:
    """The answer that was typed; what cannot be one stays as it is, and the checks tell of it."""
    if question.several:
        return tuple(one for one in texts if one)
    text = texts[-1].strip()
    if question.kind is AnswerKind.YES_NO:
        return {YES: True, NO: False}.get(text, text)
    if question.kind is AnswerKind.DATE:
        return _day(text)
    number = _number(text) if question.kind in NUMBERS else None
    if number is None or (question.kind is not AnswerKind.NUMBER and number != int(number)):
        return text
    return number if question.kind is AnswerKind.NUMBER else int(number)


def _day(text: str) -> Answer:
    try:
        return parse_day(text) if len(text) <= _LONGEST_NUMBER else text
    except ValueError:
        return text


def _number(text: str) -> float | int | None:
    """1.500.000; 1 500 000; 45,5; 45.5; None where it is no number."""
    bare = re.sub(r"\s", "", text[: _LONGEST_NUMBER + 1])
    if len(bare) > _LONGEST_NUMBER:
        return None
    if _GROUPED.fullmatch(bare):
        bare = bare.replace(".", "")
    elif not _PLAIN.fullmatch(bare):
        return None
    number = bare.replace(",", ".").replace("−", "-")
    return float(number) if "." in number else int(number)
