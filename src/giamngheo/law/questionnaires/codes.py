"""The codes that may answer a choice, with the words that people see."""

from collections.abc import Mapping
from functools import lru_cache

import msgspec

from giamngheo.law.library import LAW, read
from giamngheo.law.vocabulary.questionnaires import Question


class _Entry(msgspec.Struct, frozen=True):
    """One line of a list in `codes/`, whatever else that list holds."""

    id: str
    name: str


@lru_cache
def _listed(name: str) -> Mapping[str, str]:
    return {entry.id: entry.name for entry in read(LAW / "codes" / f"{name}.yaml", tuple[_Entry, ...])}


def codes_of(question: Question) -> Mapping[str, str]:
    """The codes of a choice by id: the form's own, or those of the list that it names."""
    if question.codes_from:
        return _listed(question.codes_from)
    return {code.id: code.label for code in question.codes}
