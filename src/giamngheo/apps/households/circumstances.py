"""The words for causes and needs, and what of a decision or of a cause cannot be."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from giamngheo.law.library import NoStandardError, code_list, rules_for
from giamngheo.law.vocabulary.standards import DeprivationText

OTHER: Final = "other"


@lru_cache
def causes() -> Mapping[str, str]:
    """The causes of poverty by code, in the order of the list."""
    return {one.id: one.name for one in code_list("poverty_causes").values()}


@lru_cache
def needs() -> Mapping[str, str]:
    """What a household may need, by code."""
    return {one.id: one.name for one in code_list("needs").values()}


def standard_on(day: date) -> str:
    """The id of the standard that is in force on a day; empty where none is."""
    try:
        return rules_for(day).standard.id
    except NoStandardError:
        return ""


def deprivations_of(day: date) -> Sequence[DeprivationText]:
    """The deprivations of the standard of a day, in the order of the law; none without a standard."""
    try:
        return rules_for(day).standard.deprivations
    except NoStandardError:
        return ()
