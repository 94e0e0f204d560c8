"""What an occasion is called for people: its key says which review asks, whoever opens sheets names it.

An app above supplies the names of its own keys (`supply_names` in its `ready`): sheets know no reviews.
"""

from collections.abc import Callable, Collection, Mapping
from typing import Final

DEMONSTRATION: Final = "dien-thu-2026"
DEMONSTRATION_BEFORE: Final = "dien-thu-2025"

Namer = Callable[[Collection[str]], Mapping[str, str]]
"""Gives the names of those of these keys that it knows; one question of the database for any number."""

_OWN: Final[Mapping[str, str]] = {
    DEMONSTRATION: "Điền thử 2026 (trình diễn)",
    DEMONSTRATION_BEFORE: "Điền thử 2025 (trình diễn)",
}
_namers: list[Namer] = []


def supply_names(namer: Namer) -> None:
    """Let an app above name occasions; to say it twice is to say it once."""
    if namer not in _namers:
        _namers.append(namer)


def names_of(occasions: Collection[str]) -> dict[str, str]:
    """What these occasions are called; one that nobody knows by its key."""
    found = {one: _OWN[one] for one in occasions if one in _OWN}
    for namer in _namers:
        unnamed = [one for one in occasions if one not in found]
        found |= namer(unnamed) if unnamed else {}
    return {one: found.get(one, f"Đợt «{one}»") for one in occasions}


def name_of(occasion: str) -> str:
    """What an occasion is called."""
    return names_of([occasion])[occasion]
