"""Questions to the register: who is found, who lived where on a day, what happened, who said what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Final

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Q, QuerySet

from giamngheo.apps.households.codes import is_code
from giamngheo.apps.households.models import (
    Cause,
    Event,
    FormerNumber,
    Household,
    HouseholdNumber,
    Membership,
    Need,
    Note,
    Paper,
    Particulars,
    Person,
    Recognition,
    Residence,
    WorkerRecognition,
)
from giamngheo.apps.households.states import EventKind
from giamngheo.foundation.text import plain

# What a person may be asked for in the order of the paper; who it is, since when and by whom comes apart.
SAID: Final = tuple(
    field.name
    for field in Particulars._meta.concrete_fields
    if field.name not in {"id", "valid", "recorded_by", "reinstated_by", "superseded_by", "person"}
)

_OF_ALL: Final = frozenset({EventKind.ENTRY, EventKind.IMPORT, EventKind.HEAD_CHANGE, EventKind.UNDOING})
_LEAST_DIGITS: Final = 6
_MOST_LIKE: Final = 100
_LONGEST_WORD: Final = 100  # the database takes none of more than 2046 bytes


@dataclass(frozen=True)
class Source:
    """Who said a value first, as it stands now: the event, with its day, paper and source."""

    value: Any
    event: Event


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


def household_on(household: Household, day: date) -> HouseholdOn:
    """The household as it stood on a day, as known now: head first, then as they came."""
    residence = Residence.objects.filter(
        household=household, superseded_by=None, valid__contains=day
    ).select_related("recorded_by")
    rows = Membership.objects.filter(household=household, superseded_by=None, valid__contains=day)
    relations = dict(rows.values_list("person_id", "relationship"))
    said = Particulars.objects.filter(person__in=relations, superseded_by=None, valid__contains=day)
    members = [Member(one.person_id, relations[one.person_id], one) for one in said]
    members.sort(key=lambda one: (one.relationship != "head", one.said.birth_date or day, one.person_id))
    return HouseholdOn(household, residence.first(), members)


def history_of(household: Household) -> list[Event]:
    """The events that wrote or put aside anything of a household and of who belonged to it, newest first."""
    people = Membership.objects.filter(household=household).values("person_id")
    of_homes = (Residence, HouseholdNumber, Membership, Recognition, Cause, Need, Note, Paper)
    rows: list[QuerySet[Any]] = [
        *(model._default_manager.filter(household=household) for model in of_homes),
        Particulars.objects.filter(person__in=people),
        FormerNumber.objects.filter(person__in=people),
        WorkerRecognition.objects.filter(person__in=people),
    ]
    return _events_of(rows)


def history_of_person(person: Person) -> list[Event]:
    """The events that wrote or put aside anything of a person, newest first."""
    rows: list[QuerySet[Any]] = [
        model._default_manager.filter(person=person)
        for model in (Membership, Particulars, FormerNumber, WorkerRecognition)
    ]
    return _events_of(rows)


def people_in(events: Sequence[Event]) -> dict[int, list[str]]:
    """Of each event whom it tells something of, by name; not of those that tell of a whole household."""
    numbers = [event.pk for event in events if event.kind not in _OF_ALL]
    found: dict[int, dict[str, None]] = {}
    columns = [(model, "recorded_by_id") for model in (Membership, Particulars, FormerNumber)]
    for model, column in [*columns, (Membership, "superseded_by_id")]:
        rows = model._default_manager.filter(**{f"{column}__in": numbers}, reinstated_by=None)
        for number, name in rows.order_by("pk").values_list(column, "person__full_name"):
            found.setdefault(number, {})[name] = None
    return {number: list(names) for number, names in found.items()}


def sources_of(person: Person, day: date) -> Mapping[str, Source]:
    """Of every value that is said of a person on a day: who said it first without another word since.

    Values are compared through all that was ever written of that day, in the order in which it was written.
    """
    # What was undone is not another word: who said it before it is still the first.
    rows = Particulars.objects.filter(
        person=person, valid__contains=day, recorded_by__undone_by=None
    ).select_related("recorded_by")
    in_order = sorted(rows, key=lambda row: (row.superseded_by_id is None, row.recorded_by_id, row.pk))
    found: dict[str, Source] = {}
    for row in in_order:
        for name in SAID:
            value = getattr(row, name)
            if value in (None, "", []):
                found.pop(name, None)
            elif name not in found or found[name].value != value:
                found[name] = Source(value, row.recorded_by)
    return found


def found_people(typed: str) -> QuerySet[Person]:
    """People whose name has words that begin so, in any spelling, or whose number or household's it is.

    Who asks may see only some of them: the caller filters by area, and the database does it again.
    """
    text = typed.strip()
    digits = "".join(text.split())
    if digits.isdigit() and len(digits) >= _LEAST_DIGITS:
        former = FormerNumber.objects.filter(number=digits, superseded_by=None).values("person_id")
        return Person.objects.filter(Q(personal_number=digits) | Q(pk__in=former))
    if is_code(text):
        return Person.objects.filter(household__code=text)
    words = plain(text).split()
    if not words:
        return Person.objects.none()
    # The expression is that of the index `households_person_words`.
    beginnings = " & ".join(f"'{word[:_LONGEST_WORD]}':*" for word in words)
    asked = SearchQuery(beginnings, config="simple", search_type="raw")
    return Person.objects.annotate(words=SearchVector("name_key", config="simple")).filter(words=asked)


def known_people(told: Sequence[Mapping[str, Any]], within: Q) -> list[list[Person]]:
    """For each person told: who of the register, within these areas, may be the same person.

    That is who has the same number (that of an old card too), or the same name in any spelling with a birth
    that may be the same; without a birth on both sides a name proves nothing. In one query.
    """
    asked = [_likeness(said) for said in told]
    wanted = [one for one in asked if one]
    if not wanted:
        return [[] for _ in told]
    people = Person.objects.annotate(words=SearchVector("name_key", config="simple"))
    rows = people.filter(within, reduce(or_, wanted), household__isnull=False)
    found = list(rows.select_related("household").order_by("-is_living", "pk")[:_MOST_LIKE])
    numbers: dict[int, set[str]] = {person.pk: {person.personal_number} for person in found}
    for number, person in FormerNumber.objects.filter(person__in=numbers, superseded_by=None).values_list(
        "number", "person_id"
    ):
        numbers[person].add(number)
    return [[one for one in found if _may_be(said, one, numbers[one.pk])] for said in told]


def _likeness(said: Mapping[str, Any]) -> Q:
    """The condition that leaves few to look at: indices answer it."""
    condition = Q()
    if number := said.get("personal_number"):
        condition |= Q(personal_number=number)
    if number := said.get("former_number"):
        former = FormerNumber.objects.filter(number=number, superseded_by=None)
        condition |= Q(pk__in=former.values("person_id"))
    words, born = plain(str(said.get("full_name") or "")).split(), said.get("birth_date")
    if words and born:
        whole = " & ".join(f"'{word[:_LONGEST_WORD]}':*" for word in words)
        year = (date(born.year, 1, 1), date(born.year, 12, 31))
        condition |= Q(words=SearchQuery(whole, config="simple", search_type="raw"), birth_date__range=year)
    return condition


def _may_be(said: Mapping[str, Any], person: Person, numbers: set[str]) -> bool:
    if ({said.get("personal_number"), said.get("former_number")} & numbers) - {"", None}:
        return True
    born = said.get("birth_date")
    if not born or not person.birth_date or plain(str(said.get("full_name") or "")) != person.name_key:
        return False
    known = {str(said.get("birth_precision") or "day"), person.birth_precision}
    if "year" in known:
        return bool(born.year == person.birth_date.year)
    if "month" in known:
        return bool((born.year, born.month) == (person.birth_date.year, person.birth_date.month))
    return bool(born == person.birth_date)


def _events_of(rows: Iterable[QuerySet[Any]]) -> list[Event]:
    first, *others = [
        found.order_by().values_list("recorded_by_id", "superseded_by_id", "reinstated_by_id")
        for found in rows
    ]
    numbers = {number for said in first.union(*others) for number in said if number is not None}
    return list(Event.objects.filter(pk__in=numbers).select_related("undoes", "undone_by").order_by("-pk"))
