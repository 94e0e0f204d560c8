"""What happened to a household or a person, and who said of them what is said."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypeVar

from django.db import connection
from django.db.models import DateField, F

from giamngheo.apps.households.models import (
    SAID,
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
    PersonMerger,
    Recognition,
    Residence,
    WorkerRecognition,
)
from giamngheo.apps.households.models.events import Fact
from giamngheo.apps.households.states import EventKind
from giamngheo.foundation.prepared_queries import Asked, OneOfFew, PreparedQuery

FactRow = TypeVar("FactRow", bound=Fact)

_OF_HOMES: Final = (Residence, HouseholdNumber, Membership, Recognition, Cause, Need, Note, Paper)
_OF_PEOPLE: Final = (Membership, Particulars, FormerNumber, WorkerRecognition)
_OF_ALL: Final = frozenset({EventKind.ENTRY, EventKind.IMPORT, EventKind.HEAD_CHANGE, EventKind.UNDOING})
_EVENTS: Final = PreparedQuery(
    lambda: (
        Event.objects.filter(OneOfFew(F("pk"), Asked("numbers")))
        .select_related("undoes", "undone_by")
        .order_by("-pk")
    )
)
# What was undone is not another word: who said it before it is still the first.
_EVER_SAID: Final = PreparedQuery(
    lambda: Particulars.objects.filter(
        person=Asked("person"), valid__contains=Asked("day", DateField()), recorded_by__undone_by=None
    ).select_related("recorded_by")
)


@dataclass(frozen=True)
class Source:
    """Who said a value first, as it stands now: the event, with its day, paper and source."""

    value: Any
    event: Event


@dataclass(frozen=True)
class History:
    """The events that wrote or put aside anything, newest first, and of which kinds of facts."""

    events: list[Event]
    kinds: frozenset[type[Fact]]

    def told(self, kind: type[FactRow], rows: Callable[[], Iterable[FactRow]]) -> list[FactRow]:
        """These facts of it; neither made up nor asked where none of their kind was ever written."""
        return list(rows()) if kind in self.kinds else []


def whole_history_of(household: Household) -> History:
    """What was ever written of a household and of who belonged to it."""
    people = "SELECT person_id FROM households_membership WHERE household_id = %(home)s"
    parts: list[tuple[type[Fact], str]] = [(model, "household_id = %(home)s") for model in _OF_HOMES]
    parts += [(model, f"person_id IN ({people})") for model in _OF_PEOPLE if model is not Membership]
    return _history(parts, {"home": household.pk})


def history_of(household: Household) -> list[Event]:
    """The events that wrote or put aside anything of a household and of who belonged to it, newest first."""
    return whole_history_of(household).events


def whole_history_of_person(person: Person) -> History:
    """What was ever written of a person."""
    parts = [(model, "person_id = %(person)s") for model in (*_OF_PEOPLE, PersonMerger)]
    return _history(parts, {"person": person.pk})


def people_in(events: Sequence[Event]) -> dict[int, list[str]]:
    """Of each event whom it tells something of, by name; not of those that tell of a whole household."""
    numbers = [event.pk for event in events if event.batch is None and event.kind not in _OF_ALL]
    if not numbers:
        return {}
    columns = [(model, "recorded_by_id") for model in (Membership, Particulars, FormerNumber)]
    told = " UNION ALL ".join(
        f"SELECT {place} AS place, said.id, said.{column} AS event, person.full_name"
        f" FROM {model._meta.db_table} AS said JOIN households_person AS person ON person.id = said.person_id"
        f" WHERE said.{column} = ANY(%(events)s) AND said.reinstated_by_id IS NULL"
        for place, (model, column) in enumerate([*columns, (Membership, "superseded_by_id")])
    )
    found: dict[int, dict[str, None]] = {}
    with connection.cursor() as cursor:
        told = f"SELECT event, full_name FROM ({told}) AS told ORDER BY place, id"
        cursor.execute(told, {"events": numbers})
        for number, name in cursor.fetchall():
            found.setdefault(number, {})[name] = None
    return {number: list(names) for number, names in found.items()}


def sources_of(person: Person, day: date) -> Mapping[str, Source]:
    """Of every value that is said of a person on a day: who said it first without another word since.

    Values are compared through all that was ever written of that day, in the order in which it was written.
    """
    rows = _EVER_SAID.rows(person=person.pk, day=day)
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


def _history(parts: Sequence[tuple[type[Fact], str]], values: Mapping[str, Any]) -> History:
    # Written out: to make it from eleven sets of rows took longer than to answer it.
    told = " UNION ALL ".join(
        f"SELECT {place}, recorded_by_id, superseded_by_id, reinstated_by_id"
        f" FROM {model._meta.db_table} WHERE {condition}"
        for place, (model, condition) in enumerate(parts)
    )
    with connection.cursor() as cursor:
        cursor.execute(told, values)
        rows = cursor.fetchall()
    numbers = {number for _, *said in rows for number in said if number is not None}
    found = _EVENTS.rows(numbers=list(numbers)) if numbers else []
    return History(found, frozenset(parts[place][0] for place, *_ in rows))
