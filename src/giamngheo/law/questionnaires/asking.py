"""What a sheet asks, given the answers so far; what is still missing; which deprivations wait for what."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from giamngheo.law.questionnaires.sheets import BIRTH, BIRTH_YEAR, Sheet
from giamngheo.law.questionnaires.truth import Looked, Truth, truth
from giamngheo.law.vocabulary.conditions import Age, parsed, parts, questions_in
from giamngheo.law.vocabulary.questionnaires import Asked, Question, Questionnaire
from giamngheo.law.vocabulary.standards import Standard


class State(StrEnum):
    """Whether a question is to be answered: yes, no, or it waits for an answer before it."""

    ASKED = "asked"
    SKIPPED = "skipped"
    WAITING = "waiting"


@dataclass(frozen=True)
class Place:
    """One box of the sheet: a question, of the household or of one member (by key, and by place in the list).

    `waits_for` are the unanswered questions that decide whether it is asked.
    """

    question: Question
    member: str | None
    ordinal: int | None
    state: State
    answered: bool
    waits_for: tuple[str, ...] = ()

    @property
    def missing(self) -> bool:
        """Whether an answer that must be given is not there."""
        return self.question.required and self.state is State.ASKED and not self.answered

    def __str__(self) -> str:
        return named(self.question, self.ordinal)


@dataclass(frozen=True)
class Completeness:
    """How far a sheet is filled in; `complete` where nothing that must be answered is missing or waits."""

    asked: int
    answered: int
    missing: tuple[Place, ...]
    waiting: tuple[Place, ...]

    @property
    def complete(self) -> bool:
        """Whether the sheet may be handed in."""
        return not self.missing and not any(place.question.required for place in self.waiting)


def named(question: Question, ordinal: int | None) -> str:
    """A box as messages name it: without the person's name."""
    return f"«{question.text}»" + ("" if ordinal is None else f" của thành viên số {ordinal}")


def places(form: Questionnaire, sheet: Sheet, *, answered: bool = False) -> Iterator[Place]:
    """Every box of the sheet in the order it is asked; a section of members goes member by member.

    `answered`: those alone in which there is an answer.
    """
    for section in form.sections:
        questions = [q for q in map(form.question, section.questions) if q is not None]
        for ordinal, member in _asked_of(section.of, sheet):
            for question in questions:
                if not answered or sheet.answer(question, member) is not None:
                    yield place(form, sheet, question, member, ordinal)


def place(
    form: Questionnaire, sheet: Sheet, question: Question, member: str | None, ordinal: int | None = None
) -> Place:
    """One box of the sheet."""
    answered = sheet.answer(question, member) is not None
    if not question.who and not question.skip:  # most of a form: nothing is looked at
        return Place(question, member, ordinal, State.ASKED, answered)
    at = Looked(form, sheet, member)
    told = is_asked(question, at)
    if told is not None:
        return Place(question, member, ordinal, State.ASKED if told else State.SKIPPED, answered)
    waits_for = tuple(_undecided(question, at))
    return Place(question, member, ordinal, State.WAITING if waits_for else State.ASKED, answered, waits_for)


def is_asked(question: Question, at: Looked) -> Truth:
    """Whether the question is asked there: of whom it is asked, and not skipped."""
    who = truth(parsed(question.who), at) if question.who else True
    skip = truth(parsed(question.skip), at) if question.skip else False
    if who is False or skip is True:
        return False
    return None if who is None or skip is None else True


def completeness(form: Questionnaire, sheet: Sheet) -> Completeness:
    """What of the sheet is asked, answered, missing, and what waits for other answers."""
    return completeness_of(list(places(form, sheet)))


def completeness_of(boxes: Sequence[Place]) -> Completeness:
    """The same where the boxes of the sheet are known."""
    asked = [box for box in boxes if box.state is State.ASKED]
    return Completeness(
        asked=len(asked),
        answered=sum(box.answered for box in asked),
        missing=tuple(box for box in boxes if box.missing),
        waiting=tuple(box for box in boxes if box.state is State.WAITING and not box.answered),
    )


def unanswered_of_deprivations(
    form: Questionnaire, standard: Standard, sheet: Sheet
) -> Mapping[str, tuple[Place, ...]]:
    """For each deprivation the unanswered boxes that it needs, so that nobody searches for what is missing.

    A box that is skipped is not among them; a deprivation that lacks nothing has an empty tuple.
    """
    boxes = list(places(form, sheet))
    found: dict[str, tuple[Place, ...]] = {}
    for deprivation in standard.deprivations:
        filled_by = {name for column in deprivation.answers_needed for name in form.filled_by(column) or ()}
        found[deprivation.id] = tuple(
            box
            for box in boxes
            if box.question.id in filled_by and not box.answered and box.state is not State.SKIPPED
        )
    return found


def _asked_of(asked: Asked, sheet: Sheet) -> list[tuple[int | None, str | None]]:
    if asked is Asked.HOUSEHOLD:
        return [(None, None)]
    return list(enumerate(sheet.members, start=1))


@lru_cache(maxsize=4_096)
def _deciding(text: str) -> tuple[str, ...]:
    """The questions whose answers decide a condition."""
    condition = parsed(text)
    is_of_age = any(isinstance(part, Age) for part in parts(condition))
    return (*questions_in(condition), *((BIRTH_YEAR,) if is_of_age else ()))


def _undecided(question: Question, at: Looked) -> Iterator[str]:
    """The unanswered questions of a condition; one that need not be answered is not waited for."""
    for text in filter(None, (question.who, question.skip)):
        for name in _deciding(text):
            other = at.form.question(name)
            if other is None or at.answer(name) is not None or (name in BIRTH and name != BIRTH_YEAR):
                continue
            if other.required and is_asked(other, at) is not False:
                yield name
