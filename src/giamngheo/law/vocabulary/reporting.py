"""Words of the duties to report: which report is owed how often, by whom, until when, and what it holds."""

from datetime import date
from enum import StrEnum

import msgspec

from giamngheo.law.vocabulary.texts import Certain, Clause


class Frequency(StrEnum):
    """How often a report is owed; `AS_ASKED` where somebody above asks for it."""

    MONTH = "month"
    HALF_YEAR = "half_year"
    YEAR = "year"
    ONCE = "once"
    AS_ASKED = "as_asked"

    @property
    def label(self) -> str:
        """The word on Vietnamese papers."""
        return _FREQUENCIES[self.value]


_FREQUENCIES = {
    "month": "hằng tháng",
    "half_year": "6 tháng",
    "year": "hằng năm",
    "once": "một lần",
    "as_asked": "khi có yêu cầu",
}


class SendingTier(StrEnum):
    """The tiers that send reports upwards."""

    VILLAGE = "village"
    COMMUNE = "commune"
    DISTRICT = "district"
    PROVINCE = "province"


class Due(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The last day for units of a tier: `day` of `month`, or of the month that many months after the period.

    `before`: the text says «trước ngày», so that the last day is the one before. `year` is told for what is
    owed once.
    """

    tier: SendingTier
    day: int
    clause: Clause
    month: int = 0
    months_after: int = 0
    year: int = 0
    before: bool = False


class ReportSection(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of a report: what a person writes, and the tables that fill themselves under it.

    `targets`: where those of the plan stand; `money`: by project; `activities`: what those of the period that
    are done add up to.
    """

    id: str
    name: str
    help: str = ""
    tables: tuple[str, ...] = ()
    targets: bool = False
    money: bool = False
    activities: bool = False


class ReportDuty(Certain, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A report that units owe, from `first` until `last`.

    `numbers` are the months or halves of a year for which it is owed, all of them where none is told.
    `working_days` is the time that the law leaves after what is reported on has ended. `ask` says what is
    asked for where the law was not found.
    """

    id: str
    name: str
    clause: Clause
    first: date
    last: date
    every: Frequency
    senders: tuple[SendingTier, ...]
    sections: tuple[ReportSection, ...]
    numbers: tuple[int, ...] = ()
    dues: tuple[Due, ...] = ()
    working_days: int = 0
    ask: str = ""

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables of all its sections, each once."""
        return tuple(dict.fromkeys(name for section in self.sections for name in section.tables))

    def section(self, name: str) -> ReportSection | None:
        """A section by its id."""
        return next((one for one in self.sections if one.id == name), None)


class ReportingPack(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The duties to report of one programme or procedure."""

    id: str
    name: str
    duties: tuple[ReportDuty, ...]
