"""Questions to the register: who is found, and who lived where on a day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import DateField, Q, QuerySet

from giamngheo.apps.households.codes import code_typed
from giamngheo.apps.households.models import (
    FormerNumber,
    Household,
    HouseholdNumber,
    Particulars,
    Person,
    Residence,
)
from giamngheo.foundation.prepared_queries import Asked, PreparedQuery
from giamngheo.foundation.text import plain

MOST_EVERYWHERE: Final = 2_000  # people of one name in the whole country that are still told one by one
_LEAST_DIGITS: Final = 6
_BETWEEN_DIGITS: Final = re.compile(r"[\s.\-]+")
_LONGEST_WORD: Final = 100  # the database takes none of more than 2046 bytes

_MEMBERS: Final = """
SELECT said.*, membership.relationship FROM households_membership AS membership
JOIN households_particulars AS said ON said.person_id = membership.person_id
WHERE membership.household_id = %(household)s AND membership.superseded_by_id IS NULL
    AND membership.valid @> %(day)s::date AND said.superseded_by_id IS NULL AND said.valid @> %(day)s::date
"""
_TALLIED: Final = """
SELECT class_today, sum(households),
    coalesce(sum(households) FILTER (WHERE escaped_on BETWEEN %(first)s::date AND %(last)s::date), 0)
FROM households_tally {where} GROUP BY 1
"""
_LIVING_IN: Final = """
SELECT within.ancestor_id, sum(kept.households)
FROM areas_containment AS within JOIN households_tally AS kept USING (area_id)
WHERE within.ancestor_id = ANY(%(units)s::bigint[]) AND within.valid @> %(day)s::date
GROUP BY 1 HAVING sum(kept.households) <> 0
"""
_RESIDENCE: Final = PreparedQuery(
    lambda: Residence.objects.filter(
        household=Asked("household"), superseded_by=None, valid__contains=Asked("day", DateField())
    )
)
_CODED: Final = PreparedQuery(lambda: Household.objects.filter(code=Asked("code")))

Listed = TypeVar("Listed", Household, Person)


@dataclass(frozen=True)
class Member:
    """A member of a household on a day, with what is said of them on that day."""

    person_id: int
    relationship: str
    said: Particulars


@dataclass(frozen=True)
class HouseholdOn:
    """A household as it stood on a day; `residence` None where it was not in the register."""

    household: Household
    residence: Residence | None
    members: list[Member]


def household_of(code: str) -> Household | None:
    """The household of a code, among those that who asks may see."""
    return _CODED.first(code=code)


def household_on(household: Household, day: date) -> HouseholdOn:
    """The household as it stood on a day, as known now: head first, then as they came."""
    residence = _RESIDENCE.first(household=household.pk, day=day)
    said: Any = Particulars.objects.raw(_MEMBERS, {"household": household.pk, "day": day})
    members = [Member(one.person_id, one.relationship, one) for one in said]
    members.sort(key=lambda one: (one.relationship != "head", one.said.birth_date or day, one.person_id))
    return HouseholdOn(household, residence, members)


def found_people(typed: str) -> QuerySet[Person]:
    """People whose name has words that begin so, in any spelling, or who have or live under a number.

    Who asks may see only some of them: the caller filters by area, and the database does it again. Among the
    people of an area words are compared row by row: where row-level security holds, the database does not
    look them up in an index (`@@` might tell of hidden rows). A page of them is found by an index of its own
    (`listed.people_listed`), the whole country by `found_everywhere`.
    """
    if has_digit(typed):
        return Person.objects.filter(_under_number(typed.strip()))
    words = words_of_name(typed)
    if not words:
        return Person.objects.none()
    # The given name comes last and is told from others best: who is called otherwise is looked at once.
    begins = (Q(name_key__startswith=word) | Q(name_key__contains=f" {word}") for word in reversed(words))
    return Person.objects.filter(*begins)


def has_digit(text: str) -> bool:
    """Whether a number or code is looked for: nobody's name has digits."""
    return any(character.isdigit() for character in text)


def _under_number(text: str) -> Q:
    """Who has this number, or lives in the household of this code; of a list's number the household's head.

    Nobody's name has digits. All is asked before: beside a subquery no index of the other conditions is used.
    """
    typed = number_typed(text)
    numbered = HouseholdNumber.objects.filter(number__in=typed.written, superseded_by=None)
    found = Q(household_id__in=list(numbered.values_list("household_id", flat=True)), relationship="head")
    if typed.codes:
        coded = Household.objects.filter(code__in=typed.codes)
        found |= Q(household_id__in=list(coded.values_list("pk", flat=True)))
    if typed.digits:
        former = FormerNumber.objects.filter(number=typed.digits, superseded_by=None)
        found |= Q(personal_number=typed.digits) | Q(pk__in=list(former.values_list("person_id", flat=True)))
    return found


@dataclass(frozen=True)
class NumberTyped:
    """What was typed as each of the numbers that it may be: of a list, a household's code, a person's own."""

    written: list[str]
    codes: list[str]
    digits: str


def number_typed(text: str) -> NumberTyped:
    """The numbers that a text may be; it is none of a person's where it has other signs or few digits."""
    code, digits = code_typed(text), _BETWEEN_DIGITS.sub("", text)
    return NumberTyped(
        sorted({text, text.lower(), text.upper()}),
        sorted({code, code.upper()}) if code else [],
        digits if digits.isdigit() and len(digits) >= _LEAST_DIGITS else "",
    )


def found_everywhere(typed: str) -> QuerySet[Person] | None:
    """As `found_people` for who sees the whole country; None where more are called so than can be told.

    Only the last word may be a beginning, unless nobody is called so: millions have a word that begins like
    «th». The words are looked up by a function of the database that answers nobody else.
    """
    words = words_of_name(typed)
    if not words or has_digit(typed):
        return found_people(typed)
    whole = [f"'{word}'" for word in words]
    last_begun, all_begun = [*whole[:-1], f"{whole[-1]}:*"], [f"{word}:*" for word in whole]
    if len(_called(whole)) > MOST_EVERYWHERE:  # quickly known of a name that is common
        return None
    numbers = _called(last_begun) or (_called(all_begun) if len(words) > 1 else [])
    return Person.objects.filter(pk__in=numbers) if len(numbers) <= MOST_EVERYWHERE else None


def _called(words: Sequence[str]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT households_people_called(%s, %s)", [" & ".join(words), MOST_EVERYWHERE + 1])
        return [number for (number,) in cursor.fetchall()]


def tallied(areas: list[int] | None, first: date | None, last: date) -> dict[str, tuple[int, int]]:
    """Of each class how many households live in these areas (None: all), and how many of them left the lists
    from `first` to `last` (None: nobody is asked for); «» are those that nothing was decided of."""
    where = "" if areas is None else "WHERE area_id = ANY(%(areas)s)"  # a plan for each is kept
    with connection.cursor() as cursor:
        cursor.execute(_TALLIED.format(where=where), {"areas": areas, "first": first, "last": last})
        return {name: (households, newly) for name, households, newly in cursor.fetchall()}


def counted_in_order(
    rows: QuerySet[Listed], after: tuple[str, int] | None, count: int
) -> tuple[list[Listed], int]:
    """The first rows in the order of names, or those that follow a sort key and number, with their count.

    For rows that are looked for one by one: they are found once.
    """
    table = rows.model._meta.db_table
    values: Sequence[Any]
    try:
        each, values = rows.order_by().only("pk", "sort_key").query.sql_with_params()
    except EmptyResultSet:  # known without asking
        return [], 0
    later = "WHERE (sort_key, id) > (%s, %s)" if after else ""
    whole = (
        f"WITH found AS MATERIALIZED ({each}), told AS MATERIALIZED ("
        f"SELECT id FROM found {later} ORDER BY sort_key, id LIMIT {count})"
        f" SELECT {table}.*, (SELECT count(*) FROM found) AS found_in_all FROM told"
        f" JOIN {table} USING (id) ORDER BY {table}.sort_key, {table}.id"
    )
    found: list[Any] = list(rows.model._default_manager.raw(whole, [*values, *(after or ())]))
    if found:
        return found, found[0].found_in_all
    return [], rows.count() if after else 0  # behind the last row


def later_in_order(rows: QuerySet[Listed], after: tuple[str, int] | None) -> QuerySet[Listed]:
    """The rows that follow a sort key and number in the order of names; all of them where there is none."""
    if after is None:
        return rows
    key, number = after
    later = Q(sort_key__gt=key) | Q(sort_key=key, pk__gt=number)
    return rows.filter(later, sort_key__gte=key)  # the last alone tells the index where to begin


def words_of_name(text: str) -> list[str]:
    """What is typed of a name as words in plain letters, each perhaps only the beginning of one."""
    return [word[:_LONGEST_WORD] for word in plain(text).split()]


def households_in(units: Sequence[int], day: date) -> dict[int, int]:
    """How many households live in each of these units now, where any do: kept numbers, nothing is counted."""
    with connection.cursor() as cursor:
        cursor.execute(_LIVING_IN, {"units": list(units), "day": day})
        return {unit: int(count) for unit, count in cursor.fetchall()}
