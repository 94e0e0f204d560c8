"""The codes that may answer a choice, with the words that people see."""

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import msgspec

from giamngheo.law.library import LAW, read
from giamngheo.law.vocabulary.questionnaires import Question


class _Entry(msgspec.Struct, frozen=True):
    """One line of a list in `codes/`, whatever else that list holds."""

    id: str
    name: str


@lru_cache
def _listed(name: str) -> Mapping[str, str]:
    """A list by its name: an operator's own under `GIAMNGHEO_LAW` before the product's."""
    folders = [Path(own)] if (own := os.environ.get("GIAMNGHEO_LAW")) else []
    files = [folder / "codes" / f"{name}.yaml" for folder in (*folders, LAW)]
    file = next((one for one in files if one.exists()), files[-1])
    return {entry.id: entry.name for entry in read(file, tuple[_Entry, ...])}


def codes_of(question: Question) -> Mapping[str, str]:
    """The codes of a choice by id: the form's own, or those of the list that it names."""
    if question.codes_from:
        return _listed(question.codes_from)
    return {code.id: code.label for code in question.codes}
