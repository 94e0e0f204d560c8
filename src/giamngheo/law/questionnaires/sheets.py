"""A sheet as it is filled in, and what is known of ages from a birth year, month and day."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from giamngheo.law.vocabulary.questionnaires import AnswerKind, Asked, Question

Answer = bool | int | float | str | date | tuple[str, ...] | None
"""What a person answered; None where nothing. Codes are text, several codes a tuple, money whole đồng."""

Answers = Mapping[str, Answer]

BIRTH_YEAR, BIRTH_MONTH, BIRTH_DAY = "birth_year", "birth_month", "birth_day"
BIRTH = (BIRTH_YEAR, BIRTH_MONTH, BIRTH_DAY)
"""The questions that an age comes from."""

GREATEST = 10**15
"""Beyond it no amount of the country lies, and sums would no longer be exact."""

_TYPES: dict[AnswerKind, tuple[type, ...]] = {
    AnswerKind.YES_NO: (bool,),
    AnswerKind.WHOLE: (int,),
    AnswerKind.MONEY: (int,),
    AnswerKind.NUMBER: (int, float),
    AnswerKind.DATE: (date,),
    AnswerKind.TEXT: (str,),
    AnswerKind.CHOICE: (str,),
}

NOT_BEFORE, NOT_AFTER = 101, 1231
"""The first and the last day of a year, as mmdd."""


@dataclass(frozen=True)
class Sheet:
    """The answers of one household on a day, members by a key that stays the same from year to year."""

    day: date
    household: Answers = field(default_factory=dict)
    members: Mapping[str, Answers] = field(default_factory=dict)

    def answers(self, member: str | None) -> Answers:
        """The answers of a member, or of the household where `member` is None."""
        return self.household if member is None else self.members[member]

    def answer(self, question: Question, member: str | None) -> Answer:
        """The answer to a question; of the household's questions whoever is looked at."""
        held = self.answers(None if question.of is Asked.HOUSEHOLD else member).get(question.id)
        return None if held in ("", ()) else held


def of_kind(question: Question, answer: Answer) -> bool:
    """Whether an answer is what the question asks for at all: a number, a day, one or several codes …"""
    if question.several:
        return isinstance(answer, tuple) and all(isinstance(one, str) for one in answer)
    wanted = _TYPES[question.kind]
    if not isinstance(answer, wanted) or (isinstance(answer, bool) and bool not in wanted):
        return False
    return not isinstance(answer, (int, float)) or abs(answer) < GREATEST  # what is no number is not less


def as_number(day: date) -> int:
    """A day as yyyymmdd."""
    return day.year * 10_000 + day.month * 100 + day.day


def births(answers: Answers) -> tuple[int, int] | None:
    """The earliest and the latest day (yyyymmdd) on which a member may be born; None without a year.

    A month or day that cannot be is as if it had not been told: the checks tell of it.
    """
    return _born(*(_whole(answers.get(name)) for name in BIRTH))


@lru_cache(maxsize=10_000)
def _born(year: int | None, month: int | None, day: int | None) -> tuple[int, int] | None:
    if year is None or not date.min.year <= year <= date.max.year:
        return None
    if month is None or not 1 <= month <= 12:
        return year * 10_000 + NOT_BEFORE, year * 10_000 + NOT_AFTER
    start, last = year * 10_000 + month * 100, monthrange(year, month)[1]
    if day is None or not 1 <= day <= last:
        return start + 1, start + last
    return start + day, start + day


def _whole(answer: Answer) -> int | None:
    """The number, where it is one that a column of births may hold as well."""
    return answer if type(answer) is int and abs(answer) < 10_000 else None
