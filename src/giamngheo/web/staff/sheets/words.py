"""How an answer is typed into its box and how it is said: 1.500.000; 45,5; 1/9/2026; «Nước máy»."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from giamngheo.apps.surveys import saying
from giamngheo.apps.surveys.saying import day_in_words, number_in_words
from giamngheo.law.questionnaires.codes import codes_of
from giamngheo.law.vocabulary.questionnaires import AnswerKind, Asked, Question, Questionnaire
from giamngheo.web.components.personal_numbers import masked

YES, NO = "co", "khong"
RADIOS_AT_MOST: Final = 12  # more answers than these stand in a drop-down
_HIDDEN: Final = "personal_number"


@dataclass(frozen=True)
class Choice:
    """One answer to choose: the digits that choose it, how a form sends it, its words."""

    digits: str
    value: str
    words: str


def choices_of(question: Question) -> list[Choice]:
    """What may be chosen, numbered as on paper; empty where an answer is typed."""
    if question.kind is AnswerKind.YES_NO:
        return [Choice("1", YES, "Có"), Choice("2", NO, "Không")]
    if question.kind is not AnswerKind.CHOICE:
        return []
    codes = codes_of(question)
    return [Choice(str(place), code, words) for place, (code, words) in enumerate(codes.items(), start=1)]


def as_typed(question: Question, kept: Any, *, whole_numbers: bool = True) -> str:
    """What stands in the box of a kept answer; of a choice what the form sends for it."""
    if kept is None:
        return ""
    if isinstance(kept, bool):
        return YES if kept else NO
    if isinstance(kept, (int, float)):
        return number_in_words(question, kept)
    if isinstance(kept, list):
        return ", ".join(map(str, kept))
    if question.id == _HIDDEN and not whole_numbers and kept.isdigit():
        return masked(kept, whole=False)
    return day_in_words(kept) if question.kind is AnswerKind.DATE else str(kept)


def in_words(question: Question | None, kept: Any, *, whole_numbers: bool = True) -> str:
    """A kept answer in the words of the paper; a dash for none."""
    if question is not None and question.id == _HIDDEN and isinstance(kept, str):
        return as_typed(question, kept, whole_numbers=whole_numbers)
    return saying.in_words(question, kept)


def numbers_of(form: Questionnaire) -> Mapping[str, str]:
    """The number of each question of the sheet: the official one, otherwise its place."""
    return {question.id: question.number or str(place) for place, question in enumerate(form.sheet, start=1)}


def heading_of(question: Question) -> str:
    """What stands above its column in a table of members, or before its line."""
    return question.heading or question.text if question.of is Asked.MEMBER else question.text
