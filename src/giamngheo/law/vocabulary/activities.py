"""Kinds of activities as data: for whom, what is asked, what is counted, which steps they take."""

from datetime import date
from enum import StrEnum
from typing import Final

import msgspec

from giamngheo.law.vocabulary.codes import CodeEntry
from giamngheo.law.vocabulary.standards import Period
from giamngheo.law.vocabulary.texts import Certain, Clause, OpenQuestion


class Course(StrEnum):
    """Which steps an activity goes through: proposed and approved first, or simply planned and held."""

    PROPOSED = "proposed"
    PLANNED = "planned"


class Takes(StrEnum):
    """Who takes part by name: households or persons of the register, officers of their list, nobody."""

    HOUSEHOLDS = "households"
    PERSONS = "persons"
    OFFICERS = "officers"
    NOBODY = "nobody"

    @property
    def label(self) -> str:
        """The word behind a number."""
        return _TAKES[self.value]


_TAKES: Final = {"households": "hộ", "persons": "người", "officers": "cán bộ", "nobody": ""}


class Group(StrEnum):
    """Whom an activity is for; `RESIDENT` is everybody of the register."""

    POOR = "poor"
    NEAR_POOR = "near_poor"
    NEWLY_ESCAPED = "newly_escaped"
    LOW_INCOME_WORKER = "low_income_worker"
    DISABLED = "disabled"
    RESIDENT = "resident"

    @property
    def label(self) -> str:
        """The words on Vietnamese papers."""
        return _GROUPS[self.value]


_GROUPS: Final = {
    "poor": "hộ nghèo",
    "near_poor": "hộ cận nghèo",
    "newly_escaped": "hộ mới thoát nghèo",
    "low_income_worker": "người lao động có thu nhập thấp",
    "disabled": "người khuyết tật",
    "resident": "người dân trên địa bàn",
}


class FieldKind(StrEnum):
    """What is written into a field; money is whole đồng."""

    TEXT = "text"
    WORDS = "words"  # several lines
    WHOLE = "whole"
    NUMBER = "number"
    MONEY = "money"
    DAY = "day"
    CHOICE = "choice"
    YES_NO = "yes_no"


NUMERIC: Final = frozenset({FieldKind.WHOLE, FieldKind.NUMBER, FieldKind.MONEY})


class Counts(StrEnum):
    """What of finished activities an output adds up."""

    ACTIVITIES = "activities"
    PARTICIPANTS = "participants"
    WOMEN = "women"
    MINORITY = "minority"
    VALUE = "value"
    GATHERINGS = "gatherings"
    HOME_VISITS = "home_visits"
    QUESTIONS = "questions"
    ANSWERED = "answered"
    FIELD = "field"


class GroupAllowed(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A group that an activity is for, by which clause."""

    group: Group
    clause: Clause | None = None


class WhoseAge(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Which persons of the groups: years from `age_from` on and below `under`; of one sex where told."""

    name: str
    age_from: int | None = None
    under: int | None = None
    sex: str = ""


class Field(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Something written down of an activity of the kind."""

    id: str
    name: str
    kind: FieldKind = FieldKind.TEXT
    unit: str = ""
    required: bool = False
    codes: tuple[CodeEntry, ...] = ()
    codes_from: str = ""
    help: str = ""


class Output(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What is counted of the kind; `field` where the numbers of a field are added up.

    `feeds` is the indicator (`law/results`, of `activity_outputs`) into which it is added up once accepted.
    """

    id: str
    name: str
    unit: str
    counts: Counts
    field: str = ""
    feeds: str = ""


class Item(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A kind of thing that may be handed over; `sector` is what it is for («Chăn nuôi»)."""

    id: str
    name: str
    sector: str = ""


class ActivityKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A kind of activity.

    `projects` are the national codes that it may serve. Who is not of `groups` is refused at entry, or, with
    `exceptions`, taken with a reason. `blanks` are columns left empty on the list of whom to invite. `feeds`
    is the indicator (`law/results`) that the list of who came tells; what outputs add up to they say.
    """

    id: str
    name: str
    projects: tuple[str, ...]
    course: Course
    takes: Takes = Takes.NOBODY
    groups: tuple[GroupAllowed, ...] = ()
    who: tuple[WhoseAge, ...] = ()
    exceptions: bool = False
    owners: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    outputs: tuple[Output, ...] = ()
    items: tuple[Item, ...] = ()
    need: str = ""
    attendance: bool = False
    visits: bool = False
    dialogue: bool = False
    products: bool = False
    replicates: bool = False
    blanks: tuple[str, ...] = ()
    feeds: str = ""

    @property
    def gives(self) -> bool:
        """Whether things are handed over."""
        return bool(self.items)

    def field(self, name: str) -> Field | None:
        """The field of this id."""
        return next((one for one in self.fields if one.id == name), None)

    def item(self, name: str) -> Item | None:
        """The thing of this id."""
        return next((one for one in self.items if one.id == name), None)


class AssetKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Equipment whose state of operation is kept; `feeds` counts communes that have one that works."""

    id: str
    name: str
    projects: tuple[str, ...]
    feeds: str = ""


class ActivityPack(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Kinds of one field of the programme, for activities that begin on days of its periods."""

    id: str
    name: str
    programme: str
    periods: tuple[Period, ...]
    kinds: tuple[ActivityKind, ...]
    assets: tuple[AssetKind, ...] = ()
    open: tuple[OpenQuestion, ...] = ()

    def holds(self, day: date) -> bool:
        """Whether its kinds may be used for what begins on a day."""
        return any(period.holds(day) for period in self.periods)
