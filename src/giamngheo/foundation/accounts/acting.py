"""For whom the database is asked: the role of the pages, the person and the day, for the time of a request.

Row-level security rests on these three. Whoever asks outside (a command, a migration) asks as the owner of
the tables; a page never does.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, Final

from django.db import connection

from giamngheo.foundation.audit.database_role import APP_ROLE

KEPT_PLANS: Final = 250
"""Statements whose plans a connection keeps: those of the pages that one person goes through in an hour."""

# What was set before is read first: a table of its own is made before anything is set.
_SET = """
    WITH before AS MATERIALIZED (
        SELECT current_setting('role') AS role, coalesce(current_setting('giamngheo.user', true), '') AS who,
            coalesce(current_setting('giamngheo.day', true), '') AS day
    )
    SELECT role, who, day, set_config('role', %s, false),
        set_config('giamngheo.user', %s, false), set_config('giamngheo.day', %s, false) FROM before
"""


@contextmanager
def acting(user_id: int | None, day: date) -> Iterator[None]:
    """Ask the database as this person on this day (nobody: None), and as who asked before afterwards."""
    before = _say((APP_ROLE, "" if user_id is None else str(user_id), day.isoformat()))
    try:
        yield
    finally:
        # A transaction that failed takes back what was set in it; nothing can be said inside it.
        if not (connection.in_atomic_block and connection.needs_rollback):
            _say(before)


def _say(values: tuple[str, str, str]) -> tuple[str, str, str]:
    """Set role, person and day; gives what they were."""
    with connection.cursor() as cursor:
        cursor.execute(_SET, values)
        role, user, day, *_ = cursor.fetchone()
    return role, user, day


def keep_plans(sender: object, connection: Any, **_: object) -> None:
    """Let a new connection keep as many plans (where plans are kept at all, see the settings)."""
    connection.connection.prepared_max = KEPT_PLANS
