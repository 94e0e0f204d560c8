"""Questions that nobody can ever be asked, found by trying the answers that their conditions look at."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice, product

from giamngheo.law.questionnaires.asking import is_asked
from giamngheo.law.questionnaires.sheets import BIRTH, Answer, Sheet
from giamngheo.law.questionnaires.truth import Looked
from giamngheo.law.vocabulary.conditions import (
    Age,
    Answered,
    Count,
    Given,
    Has,
    Is,
    Members,
    Number,
    parsed,
    parts,
)
from giamngheo.law.vocabulary.questionnaires import AnswerKind, Asked, Question, Questionnaire

MOST_TRIES = 20_000
_DAY = date(2024, 6, 15)
_MEMBER = "member"


def never_asked(form: Questionnaire, lists: Mapping[str, tuple[str, ...]]) -> Iterator[Question]:
    """Questions of the sheet that no answers lead to; where there are too many to try, nothing is said."""
    for question in form.sheet:
        conditions = [parsed(text) for text in (question.who, question.skip) if text]
        if conditions and not _reachable(form, question, lists):
            yield question


def _reachable(form: Questionnaire, question: Question, lists: Mapping[str, tuple[str, ...]]) -> bool:
    looked_at = _behind(form, question)
    conditions = [parsed(text) for one in (question, *looked_at) for text in (one.who, one.skip) if text]
    inside = [part for condition in conditions for part in parts(condition)]
    if any(isinstance(part, (Count, Members)) for part in inside):
        return True
    numbers = [part.value for part in inside if isinstance(part, Number)]
    tried = {one.id: _answers(one, numbers, lists) for one in looked_at if one.id not in BIRTH}
    ages = sorted({max(0, int(n) + step) for n in numbers for step in (-1, 0, 1) if n < 200} | {30})
    aged = ages if any(isinstance(part, Age) for part in inside) else [30]
    cases = product(product(*tried.values()), aged)
    for tries, (answers, age) in enumerate(islice(cases, MOST_TRIES + 1)):
        if tries == MOST_TRIES:
            return True
        if _asked_with(form, question, looked_at, age, dict(zip(tried, answers, strict=True))):
            return True
    return False


def _behind(form: Questionnaire, question: Question) -> list[Question]:
    """The questions that decide whether it is asked, directly or through others, in the order of asking."""
    found: set[str] = set()
    ahead = [question]
    while ahead:
        one = ahead.pop()
        for text in filter(None, (one.who, one.skip)):
            for part in parts(parsed(text)):
                if isinstance(part, (Given, Is, Has, Answered)) and part.question not in found:
                    found.add(part.question)
                    if (other := form.question(part.question)) is not None:
                        ahead.append(other)
    return [one for one in form.sheet if one.id in found]


def _answers(
    question: Question, numbers: list[int | float], lists: Mapping[str, tuple[str, ...]]
) -> list[Answer]:
    if question.kind is AnswerKind.YES_NO:
        return [True, False]
    if question.kind is AnswerKind.CHOICE:
        codes = lists.get(question.codes_from, ()) if question.codes_from else question.code_ids
        return [(code,) for code in codes] if question.several else list(codes)
    if question.kind is AnswerKind.TEXT:
        return ["x"]
    if question.kind is AnswerKind.DATE:
        return [date.min, _DAY, date.max]
    limits = question.limits
    tried = {n + step for n in (*numbers, 0) for step in (-1, 0, 1)}
    return [
        n
        for n in sorted(tried)
        if limits is None
        or ((limits.least is None or n >= limits.least) and (limits.greatest is None or n <= limits.greatest))
    ]


def _asked_with(
    form: Questionnaire, question: Question, looked_at: list[Question], age: int, answers: dict[str, Answer]
) -> bool:
    household: dict[str, Answer] = {}
    member: dict[str, Answer] = dict(zip(BIRTH, (_DAY.year - age, _DAY.month, _DAY.day), strict=True))
    sheet = Sheet(_DAY, household, {_MEMBER: member})
    for one in looked_at:
        at = Looked(form, sheet, _MEMBER if one.of is Asked.MEMBER else None)
        if one.id in answers and is_asked(one, at):
            (member if one.of is Asked.MEMBER else household)[one.id] = answers[one.id]
    at = Looked(form, sheet, _MEMBER if question.of is Asked.MEMBER else None)
    return is_asked(question, at) is True
