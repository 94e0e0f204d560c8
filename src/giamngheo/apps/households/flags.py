"""Whom a household counts among by its people on a day: never kept, so that nothing of it grows old.

Three-valued: what nobody said of somebody who would decide it leaves it unknown (None). Whether a household
is of an ethnic minority by its head, by the head and spouse or by any member was found in no text: the
setting `MINORITY_BY` says it. That no member can work is understood of those of working age and above who
are known to be unable, and of all who are younger; that text was not found either.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func
from django.db.models.sql.compiler import SQLCompiler

from giamngheo.law.library import NoStandardError, rules_for


class Flag(StrEnum):
    """The groups that reports and policies tell apart."""

    ETHNIC_MINORITY = "ethnic_minority"
    MERIT = "merit"
    DISABILITY = "disability"
    CHILD = "child"
    WOMAN_HEAD = "woman_head"
    NO_WORKING_CAPACITY = "no_working_capacity"

    @property
    def label(self) -> str:
        """The word of the reports."""
        return _LABELS[self.value]


_LABELS: Final = {
    "ethnic_minority": "dân tộc thiểu số",
    "merit": "có người có công",
    "disability": "có người khuyết tật",
    "child": "có trẻ em",
    "woman_head": "chủ hộ là nữ",
    "no_working_capacity": "không có khả năng lao động",
}
_MINORITY_BY: Final[Mapping[str, tuple[str, ...]]] = {
    "head": ("head",),
    "head_or_spouse": ("head", "spouse"),
    "anybody": (),
}


@dataclass(frozen=True)
class _Rule:
    """A condition on a member, on which members it is asked, and whether one or all must fulfil it."""

    condition: str
    of: str = "true"
    by_all: bool = False

    def of_member(self, place: int) -> str:
        """The two columns of a member: what they say, and whether they are asked."""
        return f"{self.condition} AS says_{place}, {self.of} AS asked_{place}"

    def of_household(self, place: int) -> str:
        """Over the members of a household: what one decides is decided, what nobody knows is unknown."""
        says, asked = f"says_{place}", f"FILTER (WHERE asked_{place})"
        decided = f"NOT bool_and({says})" if self.by_all else f"bool_or({says})"
        return (
            f"CASE WHEN {decided} {asked} THEN {not self.by_all}"
            f" WHEN bool_or({says} IS NULL) {asked} THEN NULL"
            f" WHEN count(*) {asked} > 0 THEN {self.by_all} END"
        )


# Born within what is known of the birth: the day kept is the first that it can be.
LAST_BIRTH: Final = (
    "CASE s.birth_precision WHEN 'year' THEN s.birth_date + interval '1 year - 1 day'"
    " WHEN 'month' THEN s.birth_date + interval '1 month - 1 day' ELSE s.birth_date END"
)
_UNDER: Final = (
    "CASE WHEN s.birth_date > %(day)s::date - make_interval(years => %({age})s) THEN true"
    f" WHEN {LAST_BIRTH} <= %(day)s::date - make_interval(years => %({{age}})s) THEN false END"
)
_CANNOT_WORK: Final = (
    "CASE WHEN s.can_work IS NOT NULL THEN NOT s.can_work WHEN s.work_status = 'unable' THEN true"
    " WHEN s.work_status IN ('working', 'no_regular_job') THEN false"
    f" WHEN {_UNDER.format(age='working_age')} THEN true END"
)
_RULES: Final[Mapping[Flag, _Rule]] = {
    Flag.ETHNIC_MINORITY: _Rule(
        "nullif(s.ethnicity, '') <> 'kinh'",
        "cardinality(%(minority_by)s::text[]) = 0 OR m.relationship = ANY(%(minority_by)s)",
    ),
    Flag.MERIT: _Rule("s.is_meritorious"),
    Flag.DISABILITY: _Rule(
        "CASE WHEN s.disability_kind <> '' OR s.disability_degree <> ''"
        " OR 'severe_disability' = ANY(s.social_assistance) THEN true END"
    ),
    Flag.CHILD: _Rule(_UNDER.format(age="child_age")),
    Flag.WOMAN_HEAD: _Rule("nullif(s.sex, '') = 'female'", "m.relationship = 'head'"),
    Flag.NO_WORKING_CAPACITY: _Rule(_CANNOT_WORK, by_all=True),
}
# OFFSET 0: each condition is reckoned once a member, not wherever it is named.
_ASKED: Final = """
SELECT {of_household} FROM (
    SELECT m.household_id, {of_member}
    FROM households_membership AS m
    JOIN households_particulars AS s ON s.person_id = m.person_id AND s.superseded_by_id IS NULL
        AND s.valid @> %(day)s::date
    WHERE m.superseded_by_id IS NULL AND m.valid @> %(day)s::date AND m.household_id = {which} OFFSET 0
) AS member
"""
_OUTER: Final = "{the household}"


def flags_of(households: Iterable[int], day: date) -> dict[int, dict[Flag, bool | None]]:
    """What each of these households counts as on a day; without a member then it is not in it. One query."""
    with connection.cursor() as cursor:
        cursor.execute(*question_of_flags(households, day))
        return {number: dict(zip(_RULES, values, strict=True)) for number, *values in cursor.fetchall()}


def question_of_flags(households: Iterable[int], day: date) -> tuple[str, dict[str, Any]]:
    """As `flags_of` for any number of households: the question with its values; its columns are the household
    and the flags in their order."""
    sql = f"{_asked(_RULES.values(), 'ANY(%(households)s)', first='household_id, ')} GROUP BY household_id"
    return sql, _values(day) | {"households": list(households)}


def certainly(flag: Flag, day: date, household: str = "pk") -> Func:
    """The condition, for a filter, that a household (in this field) certainly counts as this on a day."""
    return _Certainly(F(household), flag, day)


class _Certainly(Func):
    output_field = BooleanField()

    def __init__(self, household: F, flag: Flag, day: date) -> None:
        super().__init__(household)
        self._asked, self._values = _in_order(_asked([_RULES[flag]], _OUTER), _values(day))

    def as_sql(  # type: ignore[override]  # written whole: neither function nor template is asked for
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any
    ) -> tuple[str, list[Any]]:
        """Write the condition."""
        column, values = compiler.compile(self.source_expressions[0])
        return f"coalesce(({self._asked.replace(_OUTER, column)}), false)", [*self._values, *values]


def _asked(rules: Iterable[_Rule], which: str, first: str = "") -> str:
    """The question of these rules about the members of `which` households."""
    numbered = list(enumerate(rules))
    return _ASKED.format(
        of_household=first + ", ".join(rule.of_household(place) for place, rule in numbered),
        of_member=", ".join(rule.of_member(place) for place, rule in numbered),
        which=which,
    )


def _in_order(sql: str, values: Mapping[str, Any]) -> tuple[str, tuple[Any, ...]]:
    """A text with named places as one with places in order, which is what expressions of Django take."""
    found: list[Any] = []
    parts = sql.split("%(")
    told = [parts[0]]
    for part in parts[1:]:
        name, _, rest = part.partition(")s")
        found.append(values[name])
        told.append(f"%s{rest}")
    return "".join(told), tuple(found)


def _values(day: date) -> dict[str, Any]:
    return {
        "day": day,
        "minority_by": list(_MINORITY_BY[settings.MINORITY_BY]),
        "child_age": _age("child_under", day),
        "working_age": _age("working_age_from", day),
    }


def _age(name: str, day: date) -> int | None:
    """An age of the law of a day; None where the law is open, which leaves the flag unknown."""
    try:
        parameters = rules_for(day).parameters
    except NoStandardError:
        return None
    found = parameters.line(name) if name in parameters.by_id else None
    return found if isinstance(found, int) else None
