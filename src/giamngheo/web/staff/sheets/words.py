"""How an answer is typed into its box and how it is said: 1.500.000; 45,5; 1/9/2026; «Nước máy»."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from giamngheo.foundation.text import day as day_text
from giamngheo.law.questionnaires.checking import YEARS
from giamngheo.law.questionnaires.codes import codes_of
from giamngheo.law.vocabulary.questionnaires import AnswerKind, Asked, Question, Questionnaire
from giamngheo.web.staff.registry.said import masked

YES, NO = "co", "khong"
RADIOS_AT_MOST: Final = 12  # more answers than these stand in a drop-down
_HIDDEN: Final = "personal_number"
NUMBERS: Final = (AnswerKind.WHOLE, AnswerKind.NUMBER, AnswerKind.MONEY)


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
        return _number(question, kept)
    if isinstance(kept, list):
        return ", ".join(map(str, kept))
    if question.id == _HIDDEN and not whole_numbers and kept.isdigit():
        return masked(kept, whole=False)
    return _day(kept) if question.kind is AnswerKind.DATE else str(kept)


def in_words(question: Question | None, kept: Any, *, whole_numbers: bool = True) -> str:
    """A kept answer in the words of the paper; a dash for none."""
    if kept is None:
        return "–"
    if question is None:
        return str(kept)
    if isinstance(kept, bool):
        return "Có" if kept else "Không"
    if question.kind is AnswerKind.CHOICE:
        words = codes_of(question)
        several = kept if isinstance(kept, list) else [kept]
        return "; ".join(words.get(str(one), str(one)) for one in several)
    said = as_typed(question, kept, whole_numbers=whole_numbers)
    unit = question.unit if question.kind in NUMBERS and question.unit not in ("", YEARS) else ""
    return f"{said} {unit}".strip()


def numbers_of(form: Questionnaire) -> Mapping[str, str]:
    """The number of each question of the sheet: the official one, otherwise its place."""
    return {question.id: question.number or str(place) for place, question in enumerate(form.sheet, start=1)}


def heading_of(question: Question) -> str:
    """What stands above its column in a table of members, or before its line."""
    return question.heading or question.text if question.of is Asked.MEMBER else question.text


def _number(question: Question, value: float) -> str:
    if question.unit == YEARS:
        return f"{value:.15g}".replace(".", ",")
    exact = Decimal(str(value)).normalize()
    return f"{exact:,f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def _day(kept: Any) -> str:
    try:
        return day_text(date.fromisoformat(kept))
    except (TypeError, ValueError):  # what is no day stays as it was typed
        return str(kept)
