"""What a household is on a day by its decisions: reckoned by the measure, for one or for many at once.

Escaped, newly escaped, new on the list, fallen back, still on it: none of them is kept, so that a list of a
past year that comes late, a decision taken back or a change of the law leaves nothing to be put right.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import narwhals.stable.v2 as nw
import polars as pl
from django.db.models import Q, QuerySet

from giamngheo.apps.households.models import Recognition
from giamngheo.law.library import NoStandardError, Rules, rules_for
from giamngheo.law.vocabulary.standards import HouseholdClass
from giamngheo.measurement.one_status import status_on
from giamngheo.measurement.statuses import (
    CLASS_CODE_BEFORE,
    CONTINUING,
    DECIDED_ON,
    ESCAPED_NEAR_POOR,
    ESCAPED_POOR,
    FLAGS,
    IN_FORCE_SINCE,
    NEWLY_ARISING,
    NEWLY_ESCAPED,
    RELAPSED_NEAR_POOR,
    RELAPSED_POOR,
    earliest_within,
    last_within,
    statuses_on,
)
from giamngheo.measurement.tables import CLASS_CODE, HOUSEHOLD

_ON_THE_LIST: Final[Mapping[str, str]] = {
    NEWLY_ARISING: "phát sinh mới",
    RELAPSED_POOR: "tái nghèo",
    RELAPSED_NEAR_POOR: "tái cận nghèo",
    CONTINUING: "tiếp tục trong danh sách",
    ESCAPED_POOR: "thoát nghèo, thành hộ cận nghèo",
}
_OFF_THE_LISTS: Final[Mapping[str, str]] = {ESCAPED_POOR: "thoát nghèo", ESCAPED_NEAR_POOR: "thoát cận nghèo"}
_LISTED: Final = (HouseholdClass.POOR, HouseholdClass.NEAR_POOR)

_MONTHS: Final = "newly_escaped_months"
_SCHEMA: Final = {HOUSEHOLD: pl.Int64, DECIDED_ON: pl.Date, CLASS_CODE: pl.Int8}
_CODES: Final = {one.value: one.code for one in HouseholdClass}


@dataclass(frozen=True)
class Status:
    """What a household is on a day: its class, since when, and the movements, None where not known."""

    household_class: HouseholdClass
    since: date
    before: HouseholdClass | None
    flags: Mapping[str, bool | None]

    @property
    def is_newly_escaped(self) -> bool | None:
        """Whether it left the lists not longer ago than the law says; None where the law is open."""
        return self.flags[NEWLY_ESCAPED]

    @property
    def movement(self) -> str:
        """What the last decision made of the household, in the words of the papers; empty where nothing."""
        if self.household_class in _LISTED:
            told = next((word for flag, word in _ON_THE_LIST.items() if self.flags[flag]), "")
            return told or ("từ hộ cận nghèo thành hộ nghèo" if self.before in _LISTED else "")
        if self.before not in _LISTED:
            return ""
        return next((word for flag, word in _OFF_THE_LISTS.items() if self.flags[flag]), "")


def statuses_of(households: Iterable[int], day: date) -> dict[int, Status]:
    """What these households are on a day; who was never decided on is not in it. One query."""
    rows = decisions_until(day).filter(household__in=list(households))
    said = rows.values_list("household_id", "valid", "household_class")
    return _reckoned([(number, valid.lower, name) for number, valid, name in said], day)


def decisions_until(day: date) -> QuerySet[Recognition]:
    """The standing decisions that hold on a day or held before, in the order of their days."""
    return Recognition.objects.filter(superseded_by=None, valid__contains=day).order_by("valid", "pk")


def path_of_decisions(decisions: Iterable[Recognition], day: date) -> dict[int, Status]:
    """Of each decision of one household, given in order: what it made of the household, by its number."""
    if _rules(day) is None:
        return {}
    months, known, path = months_of_newly_escaped(day), [], {}
    for one in decisions:
        known.append((one.valid.lower, _CODES[one.household_class]))
        if found := status_on(known, day, months):
            path[one.pk] = _status(
                found.class_code, found.in_force_since, found.class_code_before, found.flags
            )
    return path


def escaped_on(decisions: Iterable[Recognition]) -> date | None:
    """The day of the decision by which a household left the lists, given all in order; None: it did not.

    What `Household.escaped_on` carries of today, for any day.
    """
    left, was_listed = None, False
    for one in decisions:
        is_listed = one.household_class in _LISTED
        if is_listed:
            left = None
        elif was_listed:
            left = one.valid.lower
        was_listed = is_listed
    return left


def months_of_newly_escaped(day: date) -> int | None:
    """For how many months a household counts as newly escaped by the law of a day; None where it is open."""
    try:
        parameters = rules_for(day).parameters
    except NoStandardError:
        return None
    months = parameters.line(_MONTHS) if _MONTHS in parameters.by_id else None
    return months if isinstance(months, int) else None


def newly_escaped_until(escaped_on: date, day: date) -> date | None:
    """The last day on which a household that escaped counts as newly escaped; None where the law is open."""
    months = months_of_newly_escaped(day)
    return None if months is None else last_within(escaped_on, months)


def newly_escaped_from(day: date) -> date | None:
    """Who escaped on this day or since counts as newly escaped on a day; None where the law is open."""
    months = months_of_newly_escaped(day)
    return None if months is None else earliest_within(day, months)


def is_newly_escaped(day: date, to_household: str = "") -> Q:
    """The condition on households that count as newly escaped on a day; none while the law is open.

    `to_household` leads to them from rows of another kind («household__»).
    """
    earliest = newly_escaped_from(day)
    if earliest is None:
        return Q(pk__in=[])
    since = f"{to_household}escaped_on"
    return Q(**{f"{since}__gte": earliest, f"{since}__lte": day})


def _reckoned(rows: list[tuple[int, date, str]], day: date) -> dict[int, Status]:
    rules = _rules(day)
    if not rows or rules is None:
        return {}
    told = [(number, decided_on, _CODES[name]) for number, decided_on, name in rows]
    frame: Any = nw.from_native(pl.LazyFrame(told, schema=_SCHEMA, orient="row"))
    return {
        row[HOUSEHOLD]: _status(
            row[CLASS_CODE],
            row[IN_FORCE_SINCE],
            row[CLASS_CODE_BEFORE],
            {flag: row[flag] for flag in FLAGS},
        )
        for row in statuses_on(frame, day, rules).collect().iter_rows(named=True)
    }


def _status(code: int, since: date, before: int | None, flags: Mapping[str, bool | None]) -> Status:
    classes = list(HouseholdClass)
    return Status(classes[code], since, None if before is None else classes[before], flags)


def _rules(day: date) -> Rules | None:
    try:
        return rules_for(day)
    except NoStandardError:
        return None
