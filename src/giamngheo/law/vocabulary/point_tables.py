"""A table of B1 points as data: who vouches for it, where and when it holds, the points of each answer."""

from datetime import date

import msgspec

from giamngheo.law.vocabulary.standards import Residence


class PointRow(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"least": "from", "end": "to"}
):
    """Points of one answer: a code («yes», «no» for yes-or-no), or a range whose open ends are null.

    Whole numbers count `least` to `end`, both included; measures (m²) from `least` to below `end`.
    """

    question: str
    points: int
    answer: str | None = None
    least: float | None = None
    end: float | None = None


class PointTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The points of one standard, residence and region; `base` is what every household starts from."""

    standard: str
    residence: Residence
    valid_from: date
    rows: tuple[PointRow, ...]
    region: str | None = None
    valid_to: date | None = None
    source: str = ""
    vouched_by: str = ""
    loaded_at: date | None = None
    demonstration: bool = False
    banner: str = ""
    base: int = 0

    @property
    def questions(self) -> tuple[str, ...]:
        """The questions that carry points, in the order of the table."""
        return tuple(dict.fromkeys(row.question for row in self.rows))

    def of(self, question: str) -> tuple[PointRow, ...]:
        """The rows of one question."""
        return tuple(row for row in self.rows if row.question == question)

    def holds(self, day: date) -> bool:
        """Whether `day` is inside the table's time."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Retired(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why a loaded table is used no more, said by whom on which day."""

    why: str
    by: str
    on: date
