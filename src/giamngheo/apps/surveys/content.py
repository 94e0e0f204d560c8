"""The answers of a version as they are kept, box by box: what is written, and what differs."""

from collections.abc import Iterator, Mapping
from datetime import date
from math import isfinite
from typing import Any, Final

from giamngheo.law.questionnaires.sheets import Answer, Sheet

Box = tuple[str, str | None]
"""One box of a sheet: a question, and of which member (None: of the household)."""

Content = Mapping[str, Any]
"""A version's answers (`stored.as_stored`): household, members in their order."""

LONGEST: Final = 20_000
_GREATEST: Final = 10**100


class TooLongError(ValueError):
    """An answer so long that it cannot be kept."""


def boxes(content: Content) -> dict[Box, Any]:
    """Every answer that is there, by its box."""
    return dict(_boxes(content))


def boxes_of(sheet: Sheet) -> dict[Box, Answer]:
    """The answers of a sheet, box by box, as saving takes them."""
    of_members = (
        ((name, key), answer) for key, answers in sheet.members.items() for name, answer in answers.items()
    )
    return {**{(name, None): answer for name, answer in sheet.household.items()}, **dict(of_members)}


def members_of(content: Content) -> list[str]:
    """The keys of the members, in the order of the sheet."""
    return [member["key"] for member in content["members"]]


def differences(before: Content, after: Content) -> dict[Box, tuple[Any, Any]]:
    """The boxes whose answers differ, with what they said before and say after; None where nothing."""
    old, new = boxes(before), boxes(after)
    return {
        box: (old.get(box), new.get(box))
        for box in dict.fromkeys((*old, *new))
        if not same(old.get(box), new.get(box))
    }


def same(one: Any, other: Any) -> bool:
    """Whether two kept answers are one: True is not 1."""
    return type(one) is type(other) and one == other if bool in (type(one), type(other)) else one == other


def put(content: Content, answers: Mapping[Box, Any]) -> dict[str, Any]:
    """The same with these kept answers in their boxes; None empties one. KeyError for no such member."""
    household = dict(content["household"])
    members = {member["key"]: dict(member["answers"]) for member in content["members"]}
    for (name, key), answer in answers.items():
        held = household if key is None else members[key]
        held.pop(name, None)
        if answer is not None:
            held[name] = answer
    told = [{"key": key, "answers": held} for key, held in members.items()]
    return {**content, "household": household, "members": told}


def with_members(content: Content, members: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """The same with these members, in this order."""
    return {**content, "members": [{"key": key, "answers": dict(held)} for key, held in members.items()]}


def kept(answer: Answer) -> Any:
    """An answer as JSON in the database may hold it; None where nothing was answered.

    Signs that no database takes are left out; what is no number stays as text, and the checks refuse it.

    Raises:
        TooLongError: where it is longer than anything that a person types.
    """
    if answer is None or answer in ("", ()):
        return None
    if isinstance(answer, tuple):
        return [_text(one) for one in answer]
    if isinstance(answer, str):
        return _text(answer) or None
    if isinstance(answer, date):
        return answer.isoformat()
    if isinstance(answer, int) and abs(answer) >= _GREATEST:
        raise TooLongError
    if isinstance(answer, float) and not isfinite(answer):
        return str(answer)
    return answer


def _text(typed: str) -> str:
    if len(typed) > LONGEST:
        raise TooLongError
    return typed.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")


def _boxes(content: Content) -> Iterator[tuple[Box, Any]]:
    for name, answer in content["household"].items():
        yield (name, None), answer
    for member in content["members"]:
        for name, answer in member["answers"].items():
            yield (name, member["key"]), answer
