"""A sheet as plain JSON, and back, with the form and version that it was filled in by."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from giamngheo.law.questionnaires.sheets import Answer, Answers, Sheet
from giamngheo.law.vocabulary.questionnaires import AnswerKind, Questionnaire


def as_stored(form: Questionnaire, sheet: Sheet) -> dict[str, Any]:
    """The sheet as JSON may hold it: days as ISO text, several codes as a list; nothing for no answer."""
    return {
        "form": form.id,
        "version": form.version,
        "day": sheet.day.isoformat(),
        "household": _stored(sheet.household),
        # A list, not an object: databases do not keep the order of an object, and members have one.
        "members": [{"key": key, "answers": _stored(answers)} for key, answers in sheet.members.items()],
    }


def from_stored(form: Questionnaire, stored: Mapping[str, Any]) -> Sheet:
    """The sheet that `as_stored` gave; answers to questions that the form has no more are left as they are.

    Raises:
        KeyError, ValueError: where it is no stored sheet.
    """
    return Sheet(
        date.fromisoformat(stored["day"]),
        _answers(form, stored["household"]),
        {member["key"]: _answers(form, member["answers"]) for member in stored["members"]},
    )


def _stored(answers: Answers) -> dict[str, Any]:
    return {
        name: answer.isoformat() if isinstance(answer, date) else answer
        for name, answer in answers.items()
        if answer is not None
    } | {name: list(answer) for name, answer in answers.items() if isinstance(answer, tuple)}


def _answers(form: Questionnaire, stored: Mapping[str, Any]) -> dict[str, Answer]:
    return {name: _answer(form, name, answer) for name, answer in stored.items()}


def _answer(form: Questionnaire, name: str, stored: Any) -> Answer:
    question = form.question(name)
    if isinstance(stored, list):
        return tuple(stored)
    if question is not None and question.kind is AnswerKind.DATE and isinstance(stored, str):
        try:
            return date.fromisoformat(stored)
        except ValueError:  # what is no day stays as it was written, and the checks refuse it
            return stored
    found: Answer = stored
    return found
