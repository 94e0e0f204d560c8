"""A poverty standard as data: periods, dimensions, deprivations, classes and parameters by date."""

from datetime import date
from enum import StrEnum
from typing import Literal

import msgspec

from giamngheo.law.vocabulary.texts import Certain, Clause, OpenQuestion


class Residence(StrEnum):
    """Where a household lives, as the income lines tell it apart."""

    RURAL = "rural"
    URBAN = "urban"

    @property
    def label(self) -> str:
        """The word on Vietnamese papers."""
        return {"rural": "nông thôn", "urban": "thành thị"}[self.value]


class HouseholdClass(StrEnum):
    """The classes of a household; `code` is what frames and snapshots hold (Int8), 0 is unknown."""

    UNKNOWN = "unknown"
    POOR = "poor"
    NEAR_POOR = "near_poor"
    AVERAGE_LIVING_STANDARD = "average_living_standard"
    NOT_POOR = "not_poor"

    @property
    def code(self) -> int:
        """Position in the fixed order of the classes."""
        return list(HouseholdClass).index(self)

    @property
    def label(self) -> str:
        """The official Vietnamese name."""
        return _CLASS_LABELS[self.value]


_CLASS_LABELS = {
    "unknown": "Chưa xác định",
    "poor": "Hộ nghèo",
    "near_poor": "Hộ cận nghèo",
    "average_living_standard": "Hộ có mức sống trung bình",
    "not_poor": "Hộ không nghèo",
}

EvidenceKind = Literal["answers", "points", "indicators"]


class Period(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Days on which a standard applies, both included, by the clause named."""

    first: date
    last: date
    clause: Clause

    def holds(self, day: date) -> bool:
        """Whether `day` is inside."""
        return self.first <= day <= self.last


class AreaKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A kind of unit at commune level and the days on which it exists."""

    id: str
    name: str
    first: date | None = None
    last: date | None = None
    note: str = ""

    def exists(self, day: date) -> bool:
        """Whether units of this kind exist on `day`."""
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


class Region(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the regions to which tables of points belong."""

    id: str
    name: str


class AreaKindRule(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which residence a kind of unit stands for (xã → rural)."""

    kind: str
    residence: Residence


class DeprivationText(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One deprivation: official number, name, wording and weight in points."""

    id: str
    number: int
    name: str
    wording: str
    clause: Clause
    answers_needed: tuple[str, ...] = ()


class Dimension(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A basic social service and the deprivations that measure it."""

    id: str
    name: str
    deprivations: tuple[DeprivationText, ...]


class TermText(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A yes-or-no question on income that the classes are built of; `parameter` names its line."""

    id: str
    name: str
    parameter: str
    points_parameter: str | None = None
    clause: Clause


class ClassText(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A class of the standard with the sentence that defines it."""

    id: HouseholdClass
    wording: str
    clause: Clause


class ByResidence(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole number for each residence."""

    rural: int
    urban: int

    def of(self, residence: Residence) -> int:
        """The number for one residence."""
        return self.urban if residence is Residence.URBAN else self.rural


Amount = int | ByResidence | tuple[int, int]


class ParameterValue(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a parameter is from `since` on; `still_valid_on` is the last day somebody checked."""

    since: date
    value: Amount
    clause: Clause
    still_valid_on: date | None = None


class Parameter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One number or table of the law: a file of its own; no values means the law is open."""

    id: str
    name: str
    unit: str
    values: tuple[ParameterValue, ...] = ()
    open: str = ""

    def on(self, day: date) -> ParameterValue | None:
        """The value in force on `day`, None while the law is open."""
        in_force = [value for value in self.values if value.since <= day]
        return max(in_force, key=lambda value: value.since) if in_force else None


class Standard(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`standard.yaml`: everything of a standard but its parameters and formulas."""

    id: str
    name: str
    short_name: str
    territory: str
    periods: tuple[Period, ...]
    instruments: tuple[str, ...]
    evidence: tuple[EvidenceKind, ...] = ()
    area_kinds: tuple[AreaKindRule, ...] = ()
    dimensions: tuple[Dimension, ...] = ()
    terms: tuple[TermText, ...] = ()
    classes: tuple[ClassText, ...] = ()
    questionnaire: str | None = None
    based_on: str | None = None
    open: tuple[OpenQuestion, ...] = ()

    @property
    def deprivations(self) -> tuple[DeprivationText, ...]:
        """All deprivations in the official order."""
        return tuple(
            sorted(
                (d for dimension in self.dimensions for d in dimension.deprivations), key=lambda d: d.number
            )
        )
