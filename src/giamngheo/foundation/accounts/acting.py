"""For whom the database is asked: the role of the pages, the person and the day, for the time of a request.

Row-level security rests on these three. Whoever asks outside (a command, a migration) asks as the owner of
the tables; a page never does.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from django.db import connection

from giamngheo.foundation.audit.database_role import APP_ROLE

_SET = """
    SELECT set_config('role', %s, false),
        set_config('giamngheo.user', %s, false), set_config('giamngheo.day', %s, false)
"""


@contextmanager
def acting(user_id: int | None, day: date) -> Iterator[None]:
    """Ask the database as this person on this day (nobody: None), and as who asked before afterwards."""
    before = _now()
    _say((APP_ROLE, "" if user_id is None else str(user_id), day.isoformat()))
    try:
        yield
    finally:
        # A transaction that failed takes back what was set in it; nothing can be said inside it.
        if not (connection.in_atomic_block and connection.needs_rollback):
            _say(before)


def _now() -> tuple[str, str, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_setting('role'), coalesce(current_setting('giamngheo.user', true), ''),"
            " coalesce(current_setting('giamngheo.day', true), '')"
        )
        role, user, day = cursor.fetchone()
    return role, user, day


def _say(values: tuple[str, str, str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_SET, values)
