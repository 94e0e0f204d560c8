"""What may wait for who signed in: each part of the product says what it counts and what that tells."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from giamngheo.foundation.counted import Counted

Told: TypeAlias = tuple[str, str] | tuple[str, str, date | None]
"""A sentence, the address of its page, where it has one its last day."""


@dataclass(frozen=True)
class Waiting:
    """What is counted of one part, and what is told where the counts are known."""

    counted: Counted
    told: Callable[[Mapping[str, int]], Iterable[Told]]
