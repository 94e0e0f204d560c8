"""For whom the database is asked: the role of the pages, the person and the day, for the time of a request.

Row-level security rests on these three. Whoever asks outside (a command, a migration) asks as the owner of
the tables; a page never does.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, Final, NamedTuple

from django.db import connection

from giamngheo.foundation.audit.database_role import APP_ROLE

KEPT_PLANS: Final = 250
"""Statements whose plans a connection keeps: those of the pages that one person goes through in an hour."""

# What was set before is read first: a table of its own is made before anything is set.
BEFORE_AND_SET: Final = """
    WITH before AS MATERIALIZED (
        SELECT current_setting('role') AS role, coalesce(current_setting('giamngheo.user', true), '') AS who,
            coalesce(current_setting('giamngheo.day', true), '') AS day
    ), said AS MATERIALIZED (
        SELECT role, who, day, set_config('role', %(role)s, false),
            set_config('giamngheo.user', %(who)s, false) AS now,
            set_config('giamngheo.day', %(day)s::text, false)
        FROM before
    )
"""
"""Says for whom the database is asked; the row of `said` is what was said before, and `now` who."""
_SET: Final = f"{BEFORE_AND_SET} SELECT role, who, day FROM said"


class Said(NamedTuple):
    """The role, the number of the person (empty: nobody) and the day, as the database is told them."""

    role: str
    who: str
    day: str


@contextmanager
def acting(user_id: int | None, day: date) -> Iterator[None]:
    """Ask the database as this person on this day (nobody: None), and as who asked before afterwards."""
    before = ask_as(said_of(user_id, day))
    try:
        yield
    finally:
        go_back_to(before)


def said_of(user_id: int | None, day: date) -> Said:
    """What is said of a person (nobody: None) who asks on a day."""
    return Said(APP_ROLE, "" if user_id is None else str(user_id), day.isoformat())


def ask_as(said: Said) -> Said:
    """Set role, person and day; gives what they were."""
    with connection.cursor() as cursor:
        cursor.execute(_SET, said._asdict())
        return Said(*cursor.fetchone())


def go_back_to(before: Said) -> None:
    """Say again what was said before."""
    # A transaction that failed takes back what was set in it; nothing can be said inside it.
    if not (connection.in_atomic_block and connection.needs_rollback):
        ask_as(before)


def keep_plans(sender: object, connection: Any, **_: object) -> None:
    """Let a new connection keep as many plans (where plans are kept at all, see the settings)."""
    connection.connection.prepared_max = KEPT_PLANS
