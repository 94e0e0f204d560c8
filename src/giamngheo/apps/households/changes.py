"""What changed in the register: events in their order, and the households that they touched."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import connection
from django.db.models import BooleanField
from django.db.models.expressions import RawSQL

from giamngheo.apps.households.models import (
    Cause,
    Event,
    FormerNumber,
    HouseholdNumber,
    Membership,
    Need,
    Note,
    Paper,
    Particulars,
    Recognition,
    Residence,
    WorkerRecognition,
)

MOST_TOLD: Final = 50
"""Households of one event that are told by their codes; an import touches thousands."""

_OF_HOMES: Final = (Residence, HouseholdNumber, Membership, Recognition, Cause, Need, Note, Paper)
_OF_PEOPLE: Final = (Particulars, FormerNumber, WorkerRecognition)
_BY: Final = ("recorded_by_id", "superseded_by_id")

_CHANGED: Final = " UNION ".join(
    [f"SELECT household_id FROM {model._meta.db_table} WHERE {by} > %s" for model in _OF_HOMES for by in _BY]
    + [
        "SELECT membership.household_id FROM households_membership AS membership"
        f" JOIN {model._meta.db_table} AS said ON said.person_id = membership.person_id WHERE said.{by} > %s"
        for model in _OF_PEOPLE
        for by in _BY
    ]
)
_TOUCHED: Final = " UNION ".join(
    [
        f"SELECT {by} AS event, household_id FROM {model._meta.db_table} WHERE {by} = ANY(%(events)s)"
        for model in _OF_HOMES
        for by in _BY
    ]
    + [
        f"SELECT said.{by}, membership.household_id FROM {model._meta.db_table} AS said"
        " JOIN households_membership AS membership ON membership.person_id = said.person_id"
        f" AND membership.superseded_by_id IS NULL WHERE said.{by} = ANY(%(events)s)"
        for model in _OF_PEOPLE
        for by in _BY
    ]
)
_TOLD: Final = f"""
SELECT touched.event, count(*), (array_agg(home.code ORDER BY home.id))[:{MOST_TOLD}]
FROM ({_TOUCHED}) AS touched JOIN households_household AS home ON home.id = touched.household_id
WHERE %(areas)s::bigint[] IS NULL OR home.area_id = ANY(%(areas)s::bigint[]) GROUP BY touched.event
"""


@dataclass(frozen=True)
class Touched:
    """How many households an event wrote something of, and the codes of the first of them."""

    households: int
    codes: tuple[str, ...]


def events_until() -> int:
    """The number until which all events are there: none of a lower number will come any more.

    To be asked before the events, by a question of its own.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT households_events_until()")
        (number,) = cursor.fetchone()
    return int(number)


def event_before(moment: datetime) -> int:
    """The number of the last event recorded before a moment; 0 where there is none."""
    # From the newest back: how far is a matter of days, not of all that was ever recorded.
    found = Event.objects.filter(recorded_at__lt=moment).order_by("-pk").values_list("pk", flat=True).first()
    return found or 0


def is_changed_since(event: int) -> RawSQL:
    """The condition on households of which, or of whose people, anything was written after this event."""
    sql = f"households_household.id IN ({_CHANGED})"
    return RawSQL(sql, [event] * _CHANGED.count("%s"), output_field=BooleanField())


def touched_by(events: Sequence[int], areas: Sequence[int] | None) -> dict[int, Touched]:
    """Of each of these events the households in these areas (None: all) of which it wrote anything."""
    if not events:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_TOLD, {"events": list(events), "areas": None if areas is None else list(areas)})
        return {event: Touched(count, tuple(codes)) for event, count, codes in cursor.fetchall()}
