"""A kept answer in the words of the paper: 1.500.000 đồng; 45,5 m²; 1/9/2026; «Nước máy»."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

from giamngheo.foundation.text import day as day_text
from giamngheo.law.questionnaires.checking import YEARS
from giamngheo.law.questionnaires.codes import codes_of
from giamngheo.law.vocabulary.questionnaires import AnswerKind, Question

NUMBERS: Final = (AnswerKind.WHOLE, AnswerKind.NUMBER, AnswerKind.MONEY)


def in_words(question: Question | None, kept: Any) -> str:
    """An answer as it is kept, in words; a dash for none."""
    if kept is None:
        return "–"
    if question is None:
        return str(kept)
    if isinstance(kept, bool):
        return "Có" if kept else "Không"
    if question.kind is AnswerKind.CHOICE:
        words = codes_of(question)
        several = kept if isinstance(kept, (list, tuple)) else [kept]
        return "; ".join(words.get(str(one), str(one)) for one in several)
    if isinstance(kept, (int, float)):
        unit = question.unit if question.kind in NUMBERS and question.unit not in ("", YEARS) else ""
        return f"{number_in_words(question, kept)} {unit}".strip()
    return day_in_words(kept) if question.kind is AnswerKind.DATE else str(kept)


def number_in_words(question: Question, value: float) -> str:
    """A number with dots between thousands; a year without."""
    if question.unit == YEARS:
        return f"{value:.15g}".replace(".", ",")
    exact = Decimal(str(value)).normalize()
    return f"{exact:,f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def day_in_words(kept: Any) -> str:
    """A kept day as it is written; what is no day stays as it was typed."""
    try:
        return day_text(kept if isinstance(kept, date) else date.fromisoformat(kept))
    except (TypeError, ValueError):
        return str(kept)
