"""What everybody may read of a paper who has its code: what it is, of whom, whether it holds. Nothing else.

The database gives it by a function of its own, so that no page for residents can reach the papers themselves.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import connection

from giamngheo.apps.papers.states import PaperState

_TOLD: Final = "SELECT * FROM papers_told(%s)"


@dataclass(frozen=True)
class Named:
    """A paper by its kind, number («07/QĐ-UBND», empty where it has none) and day."""

    title: str
    numbered: str
    day: date | None


@dataclass(frozen=True)
class Told:
    """A paper as it stands now; `replaced_by` with the code under which that one is told."""

    paper: Named
    issuer: str
    state: PaperState
    is_demonstration: bool
    replaced_by: tuple[Named, str] | None = None

    @property
    def was_issued(self) -> bool:
        """Whether it was ever issued; a draft that was put aside was not."""
        return self.paper.day is not None


def paper_of_code(code: str) -> Told | None:
    """What is told of the paper of a code (as `codes.code_in` gives it); None where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, [code])
        row = cursor.fetchone()
    if row is None:
        return None
    title, number, sign, day, issuer, state, is_demonstration, new_code, *new = row
    replaced_by = (_named(*new), new_code) if new_code else None
    return Told(
        _named(title, number, sign, day), issuer, PaperState(state), is_demonstration, replaced_by=replaced_by
    )


def _named(title: str, number: str, sign: str, day: date | None) -> Named:
    padded = number.zfill(2) if number.isdigit() else number
    return Named(title, f"{padded}/{sign}" if number and sign else padded, day)
