"""How facts change: rows that no longer stand are marked, rows that hold instead are written, in one go.

No row loses what it said: of any day one can ask what holds, and what was held true at any moment.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

from django.db import connection, models

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
    PersonMerger,
    Recognition,
    Residence,
    WorkerRecognition,
)
from giamngheo.apps.households.models.events import Fact
from giamngheo.apps.households.states import EventKind

FACTS: Final[tuple[type[Fact], ...]] = (
    Residence,
    Membership,
    Particulars,
    HouseholdNumber,
    FormerNumber,
    Recognition,
    WorkerRecognition,
    Cause,
    Need,
    Note,
    Paper,
    PersonMerger,
)
_NOT_SAID: Final = frozenset({"id", "valid", "recorded_by", "reinstated_by", "superseded_by"})
# An end that is not there is the latest of all.
_HOMELESS: Final = """
SELECT home.code FROM households_membership AS back
JOIN households_household AS home ON home.id = back.household_id
WHERE back.reinstated_by_id = ANY(%s) AND back.superseded_by_id IS NULL AND NOT EXISTS (
    SELECT FROM households_residence AS lived
    WHERE lived.household_id = back.household_id AND lived.superseded_by_id IS NULL
        AND coalesce(upper(lived.valid), 'infinity') >= coalesce(upper(back.valid), 'infinity')
) ORDER BY back.id LIMIT 1
"""

_ADRIFT: Final = """
WITH touched AS (
    SELECT household_id FROM households_membership WHERE superseded_by_id = ANY(%(counters)s)
    UNION SELECT household_id FROM households_membership WHERE reinstated_by_id = ANY(%(counters)s)
    UNION SELECT household_id FROM households_residence WHERE superseded_by_id = ANY(%(counters)s)
), stays AS (
    SELECT own.id, own.household_id, own.person_id,
        EXISTS (SELECT FROM households_residence AS lived WHERE lived.household_id = own.household_id
            AND lived.superseded_by_id IS NULL AND upper_inf(lived.valid)) AS is_housed,
        EXISTS (SELECT FROM households_membership AS head WHERE head.household_id = own.household_id
            AND head.superseded_by_id IS NULL AND upper_inf(head.valid)
            AND head.relationship = 'head') AS is_headed
    FROM households_membership AS own JOIN touched ON touched.household_id = own.household_id
    WHERE own.superseded_by_id IS NULL AND upper_inf(own.valid)
)
SELECT home.code, person.full_name, stays.is_housed FROM stays
JOIN households_household AS home ON home.id = stays.household_id
JOIN households_person AS person ON person.id = stays.person_id
WHERE NOT (stays.is_housed AND stays.is_headed) ORDER BY stays.id LIMIT 1
"""


class LaterFactsError(Exception):
    """Something begins only after the day of an event that would change it: `begins` is its first day."""

    def __init__(self, day: date, begins: date) -> None:
        self.begins = begins
        super().__init__(f"{begins} after {day}")


def change(
    rows: models.QuerySet[Any],
    event: Event,
    since: date | None,
    said: Mapping[str, Any] | None,
    *,
    with_later: bool = False,
) -> int:
    """From a day on (None: always), let these standing rows say something else; `said` None: they end.

    Returns how many rows were standing on that day or after it and are now put aside. Rows that begin later
    are changed only `with_later`; without, they raise LaterFactsError: somebody wrote them knowing more.
    """
    model = rows.model
    standing = rows.filter(superseded_by=None)
    if since is not None:
        standing = standing.filter(models.Q(valid__endswith__gt=since) | models.Q(valid__endswith=None))
    if since is not None and not with_later:
        later = standing.filter(valid__startswith__gt=since).order_by("valid").first()
        if later is not None:
            raise LaterFactsError(since, later.valid.lower)
    ids = list(standing.select_for_update().values_list("pk", flat=True))
    if not ids:
        return 0
    said_columns = {model._meta.get_field(name).attname: value for name, value in (said or {}).items()}
    columns = _columns(model)
    listed = ", ".join(columns)
    told = ", ".join(f"%({column})s" if column in said_columns else column for column in columns)
    table = model._meta.db_table
    parts = []
    if since is not None:
        parts.append(
            f"SELECT {listed}, valid * daterange(NULL, %(since)s), %(event)s FROM gone"
            " WHERE NOT isempty(valid * daterange(NULL, %(since)s))"
        )
    if said is not None:
        parts.append(f"SELECT {told}, valid * daterange(%(since)s, NULL), %(event)s FROM gone")
    put_aside = (
        f"UPDATE {table} SET superseded_by_id = %(event)s WHERE id = ANY(%(ids)s)"
        " AND superseded_by_id IS NULL RETURNING *"
    )
    again = f"INSERT INTO {table} ({listed}, valid, recorded_by_id) {' UNION ALL '.join(parts)}"
    sql = f"WITH gone AS ({put_aside}) {again}" if parts else put_aside
    with connection.cursor() as cursor:
        cursor.execute(sql, {**said_columns, "since": since, "event": event.pk, "ids": ids})
    return len(ids)


def later_events(events: Sequence[Event]) -> list[int]:
    """The other events that put aside what these wrote: they cannot be undone before them."""
    found: set[int] = set()
    for model in FACTS:
        rows = model._default_manager.filter(recorded_by__in=events).exclude(superseded_by=None)
        undone = models.Q(superseded_by__kind=EventKind.UNDOING) | ~models.Q(superseded_by__undone_by=None)
        found |= set(rows.exclude(undone).values_list("superseded_by_id", flat=True))
    return sorted(found - {event.pk for event in events})


def sees_all(events: Sequence[Event]) -> bool:
    """Whether who asks sees every fact that events wrote or put aside; others lie in areas of others."""
    of_them = models.Q(recorded_by__in=events) | models.Q(superseded_by__in=events)
    seen = sum(model._default_manager.filter(of_them).count() for model in FACTS)
    with connection.cursor() as cursor:
        tables = [model._meta.db_table for model in FACTS]
        cursor.execute("SELECT households_facts_of(%s, %s)", ([event.pk for event in events], tables))
        (there,) = cursor.fetchone()
    return bool(seen == there)


def take_back(event: Event, counter: Event) -> None:
    """Put aside what `event` wrote, by `counter`, and say again what it had put aside."""
    with connection.cursor() as cursor:
        for model in FACTS:
            table, listed = model._meta.db_table, ", ".join(_columns(model))
            values = {"event": event.pk, "counter": counter.pk}
            cursor.execute(
                f"UPDATE {table} SET superseded_by_id = %(counter)s"
                " WHERE recorded_by_id = %(event)s AND superseded_by_id IS NULL",
                values,
            )
            cursor.execute(
                f"INSERT INTO {table} ({listed}, valid, recorded_by_id, reinstated_by_id)"
                f" SELECT {listed}, valid, recorded_by_id, %(counter)s"
                f" FROM {table} WHERE superseded_by_id = %(event)s AND recorded_by_id <> %(event)s",
                values,
            )


def homeless(counters: Sequence[Event]) -> str | None:
    """The code of a household into which these undoings bring somebody back beyond its own last day."""
    with connection.cursor() as cursor:
        cursor.execute(_HOMELESS, [[counter.pk for counter in counters]])
        found = cursor.fetchone()
    return str(found[0]) if found else None


def adrift(counters: Sequence[Event]) -> tuple[str, str, bool] | None:
    """Whom these undoings leave in a household without home or head: its code, their name, if it has a home.

    That is who came into it after what is undone, or comes back into it after its head has left.
    """
    with connection.cursor() as cursor:
        cursor.execute(_ADRIFT, {"counters": [counter.pk for counter in counters]})
        found: tuple[str, str, bool] | None = cursor.fetchone()
    return found


def touched(events: Iterable[Event]) -> tuple[list[int], list[int]]:
    """The households and the people of whom these events wrote or put aside a row."""
    numbers = [event.pk for event in events]
    households: set[int] = set()
    people: set[int] = set()
    moved: set[int] = set()
    said = models.Q(recorded_by__in=numbers) | models.Q(superseded_by__in=numbers)
    for model in FACTS:
        names = {field.name for field in model._meta.concrete_fields}
        rows: models.QuerySet[Any] = model._default_manager.filter(said)
        if "household" in names:
            found = set(rows.values_list("household_id", flat=True))
            households |= found
            moved |= found if model is Residence else set()
        if "person" in names:
            people |= set(rows.values_list("person_id", flat=True))
    # Where a household lives is where its people live.
    of_homes = Membership.objects.filter(household__in=moved, superseded_by=None)
    people |= set(of_homes.values_list("person_id", flat=True))
    return sorted(households), sorted(people)


def _columns(model: type[models.Model]) -> list[str]:
    return [field.column for field in model._meta.concrete_fields if field.name not in _NOT_SAID]
