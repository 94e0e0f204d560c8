"""A framework of results: indicators as data, each with what is counted, among whom, and whence it comes."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Final

import msgspec

from giamngheo.law.vocabulary.standards import HouseholdClass, Period
from giamngheo.law.vocabulary.texts import OpenQuestion


class Unit(StrEnum):
    """In what an indicator is told."""

    PERCENT = "percent"
    HOUSEHOLDS = "households"
    HOUSES = "houses"
    MODELS = "models"
    PEOPLE = "people"
    EVENTS = "events"

    @property
    def label(self) -> str:
        """What stands behind a number."""
        return _LABELS[self]


class Direction(StrEnum):
    """Which way is better."""

    UP = "up"
    DOWN = "down"


class Among(StrEnum):
    """Of whom a percentage is taken."""

    ALL = "all"
    IN_NEED = "in_need"
    ELIGIBLE = "eligible"
    IN_NEED_AND_ELIGIBLE = "in_need_and_eligible"

    @property
    def label(self) -> str:
        """The words on screen."""
        return _LABELS[self]


class Level(StrEnum):
    """Where in the chain of results an indicator stands."""

    GOAL = "goal"
    OUTCOME = "outcome"
    OUTPUT = "output"

    @property
    def label(self) -> str:
        """The word on screen."""
        return _LABELS[self]


class Frequency(StrEnum):
    """How often a figure is told."""

    HALF_YEAR = "half_year"
    YEAR = "year"

    @property
    def label(self) -> str:
        """The words on screen."""
        return _LABELS[self]


class Grouping(StrEnum):
    """By what a figure that is counted can be told apart."""

    SEX = "sex"
    ETHNICITY = "ethnicity"
    KIND = "kind"
    AGE = "age"

    @property
    def label(self) -> str:
        """The words on screen."""
        return _LABELS[self]


_LABELS: Final[Mapping[StrEnum, str]] = {
    Unit.PERCENT: "%",
    Unit.HOUSEHOLDS: "hộ",
    Unit.HOUSES: "căn nhà",
    Unit.MODELS: "mô hình, dự án",
    Unit.PEOPLE: "người",
    Unit.EVENTS: "cuộc",
    Among.ALL: "tất cả",
    Among.IN_NEED: "người có nhu cầu",
    Among.ELIGIBLE: "người đủ điều kiện",
    Among.IN_NEED_AND_ELIGIBLE: "người có nhu cầu và đủ điều kiện",
    Level.GOAL: "mục tiêu",
    Level.OUTCOME: "kết quả",
    Level.OUTPUT: "đầu ra",
    Frequency.HALF_YEAR: "6 tháng",
    Frequency.YEAR: "hằng năm",
    Grouping.SEX: "giới tính",
    Grouping.ETHNICITY: "dân tộc",
    Grouping.KIND: "loại hộ",
    Grouping.AGE: "nhóm tuổi",
}

COMPUTED: Final = (
    "poor_households",
    "near_poor_households",
    "newly_poor_households",
    "newly_near_poor_households",
    "escaped_not_relapsed",
    "insured_people",
    "children_at_school",
    "water_users",
    "toilet_users",
    "households_with_work",
    "officers_trained",
    "units_with_loudspeakers",
    "units_with_information_points",
    "activity_outputs",
    "households_helped",
)
"""What can be counted in the register or in what was done: the app that keeps figures counts each name."""
OF_PEOPLE: Final = frozenset({"insured_people", "children_at_school"})
"""What counts people; all else of the register counts households."""
OF_ACTIVITIES: Final = frozenset(
    {
        "officers_trained",
        "units_with_loudspeakers",
        "units_with_information_points",
        "activity_outputs",
        "households_helped",
    }
)
"""What activities and the ledger of help tell, not the register: no frozen state holds it, each figure names
what it was counted from."""


class Indicator(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is measured. Without `computed` its figures are typed in with a proof.

    `over_period` is what adds up from the first day of a target on; the others are as of a day. `rate_of` is
    the indicator that counts what this one is the percentage of. `plans` are the targets that asked for it.
    `by` says in words by what plans want it told apart, `groupings` by what the register tells it apart (of a
    household by its head's sex and people), `ages` the first year of each group of age after the youngest.
    `said_as` are ways in which plans name it: words that all stand in such a target.

    Of `activity_outputs` the outputs of kinds say that they feed it (`law/activities`); of
    `households_helped` `need` is what they were helped with and `classes` what they were then recognised as.
    """

    id: str
    name: str
    unit: Unit
    direction: Direction
    numerator: str
    level: Level
    frequency: Frequency
    source: str
    responsible: str
    plans: tuple[str, ...]
    denominator: str = ""
    among: Among | None = None
    by: tuple[str, ...] = ()
    groupings: tuple[Grouping, ...] = ()
    ages: tuple[int, ...] = ()
    computed: str | None = None
    over_period: bool = False
    rate_of: str | None = None
    said_as: tuple[tuple[str, ...], ...] = ()
    need: str = ""
    classes: tuple[HouseholdClass, ...] = ()
    note: str = ""

    @property
    def is_percent(self) -> bool:
        """Whether it is told as a percentage."""
        return self.unit is Unit.PERCENT


class Framework(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The indicators of one programme."""

    id: str
    name: str
    short_name: str
    periods: tuple[Period, ...]
    instruments: tuple[str, ...]
    indicators: tuple[Indicator, ...]
    open: tuple[OpenQuestion, ...] = ()

    def indicator(self, name: str) -> Indicator | None:
        """The indicator of this code."""
        return next((one for one in self.indicators if one.id == name), None)

    def holds(self, day: date) -> bool:
        """Whether it is in force on a day."""
        return any(period.holds(day) for period in self.periods)
