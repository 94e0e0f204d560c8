"""Made-up forms and sheets for the tests of questionnaires."""

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

from giamngheo.law.questionnaires.asking import State, place
from giamngheo.law.questionnaires.codes import codes_of
from giamngheo.law.questionnaires.library import questionnaire
from giamngheo.law.questionnaires.sheets import Answer, Sheet
from giamngheo.law.vocabulary.questionnaires import AnswerKind, Asked, Question

FORM_B = questionnaire("household_survey_2022_2026")
DAY = date(2026, 11, 21)
OPEN_FROM = 60  # the end of working age was not found: older people without work leave the answer open

Chooser = Callable[[Question, Random], Answer]


def sheet(household: dict[str, Any] | None = None, *members: dict[str, Any], day: date = DAY) -> Sheet:
    """A sheet with members keyed m1, m2 …"""
    return Sheet(day, household or {}, {f"m{n}": one for n, one in enumerate(members, start=1)})


def any_answer(question: Question, chance: Random) -> Answer:
    """An answer that the question may have."""
    if question.kind is AnswerKind.YES_NO:
        return chance.random() < 0.5
    if question.kind is AnswerKind.CHOICE:
        codes = list(codes_of(question))
        return tuple(chance.sample(codes, 2)) if question.several else chance.choice(codes)
    if question.kind is AnswerKind.DATE:
        return DAY
    if question.kind is AnswerKind.TEXT:
        return "9" * question.digits if question.digits else "Thử"
    least = int((question.limits and question.limits.least) or 0)
    most = int((question.limits and question.limits.greatest) or 100)
    return chance.randint(least, min(most, least + 100))


def filled(chance: Random, *, keep: float = 1.0) -> Sheet:
    """A sheet of form B answered at random wherever it is asked; with `keep` below 1, not everywhere."""
    household: dict[str, Answer] = {"review_year": DAY.year, "member_count": None}
    members: dict[str, dict[str, Answer]] = {f"m{n}": {} for n in range(1, chance.randint(2, 6))}
    whole = Sheet(DAY, household, members)
    for question in FORM_B.sheet:
        keys: list[str | None] = [None] if question.of is Asked.HOUSEHOLD else list(members)
        for key in keys:
            if place(FORM_B, whole, question, key).state is State.SKIPPED or chance.random() > keep:
                continue
            answers = household if key is None else members[key]
            answers[question.id] = _sound(question, answers, chance)
    household["member_count"] = len(members)
    return whole


def _sound(question: Question, answers: dict[str, Answer], chance: Random) -> Answer:
    special: dict[str, Answer] = {
        "review_year": DAY.year,
        "birth_year": chance.randint(DAY.year - 80, DAY.year - 1),
        "birth_month": chance.randint(1, 12),
        "birth_day": chance.randint(1, 28),
        "housing_area": float(chance.randint(6, 200)),
    }
    found = special.get(question.id, any_answer(question, chance))
    year = answers.get("birth_year")
    old = isinstance(year, int) and DAY.year - year >= OPEN_FROM
    if old and question.id == "work_status":
        return "retired_or_homemaker"
    return found
