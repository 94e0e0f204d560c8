"""Who asks for a page enters: it is said to the database, which tells who they are and what they hold.

Four questions of every page in one; each of them alone costs more than its answer.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from functools import cache

from django.db import DEFAULT_DB_ALIAS, connection

from giamngheo.foundation.accounts.acting import BEFORE_AND_SET, Said, go_back_to, said_of
from giamngheo.foundation.accounts.held import HELD, as_held, told_at_the_entrance
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.tasks.models import COUNT_NOT_OVER

_came: ContextVar[list[User]] = ContextVar("came")
"""The account that was told and that nobody asked for yet."""


@contextmanager
def entering(user_id: int, day: date, owners: Sequence[str]) -> Iterator[int]:
    """As `acting`; the account is told once (`who_came`), what is held to whoever remembers.

    Gives how many tasks of these owners wait or run.
    """
    values = {**said_of(user_id, day)._asdict(), "user": user_id, "nation": Tier.NATION, "owners": owners}
    with connection.cursor() as cursor:
        cursor.execute(_entered(), values)
        role, who, before, held, tasks, *account = cursor.fetchone()
    came = [] if account[0] is None else [User.from_db(DEFAULT_DB_ALIAS, _columns(), account)]
    token = _came.set(came)
    try:
        with told_at_the_entrance(user_id, day, as_held(held)):
            yield tasks
    finally:
        _came.reset(token)
        go_back_to(Said(role, who, before))


def who_came(user_id: int) -> User | None:
    """The account of who entered, where it is this one and is asked for the first time."""
    came = _came.get([])
    return came.pop() if came and came[0].pk == user_id else None


@cache
def _columns() -> tuple[str, ...]:
    return tuple(field.attname for field in User._meta.concrete_fields)


@cache
def _entered() -> str:
    """The statement. Roles are those of who was said just now, so that they are read after it was said."""
    account = ", ".join(f'account."{name}"' for name in _columns())
    held = HELD.replace("%(user)s", "said.now::bigint")
    return f"""{BEFORE_AND_SET}
    SELECT said.role, said.who, said.day, ({held}), ({COUNT_NOT_OVER}), {account}
    FROM said LEFT JOIN accounts_user AS account ON account.id = %(user)s
    """
