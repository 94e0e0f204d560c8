"""Adding to the trail: one deed, one line, in the transaction of the deed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import connection, transaction
from psycopg.types.json import Jsonb


@dataclass(frozen=True)
class Actor:
    """Who acts: the number and name of a person who signed in, and from which network address."""

    id: int | None
    name: str
    address: str | None = None


@dataclass(frozen=True)
class Deed:
    """What was done, without who did it: the parts of one line."""

    verb: str
    sentence: str
    area_id: int | None = None
    subject: tuple[str, object] = ("", "")
    details: Mapping[str, Any] = field(default_factory=dict)


SYSTEM: Final = Actor(None, "Hệ thống")

# Without RETURNING: who writes a line need not be entitled to read it.
_INSERT: Final = """
    INSERT INTO audit_auditline
        (actor_id, actor_name, address, verb, area_id, subject_kind, subject_id, sentence, details)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s)
"""


def record(
    actor: Actor,
    verb: str,
    sentence: str,
    *,
    area_id: int | None = None,
    subject: tuple[str, object] = ("", ""),
    details: Mapping[str, Any] | None = None,
) -> None:
    """Add a line: `sentence` in Vietnamese, `subject` as kind and number, `details` before and after.

    Without an area only who acts and who holds a role in the whole country may read the line.
    """
    record_all(actor, [Deed(verb, sentence, area_id, subject, details or {})])


@transaction.atomic(savepoint=False)  # with the deed or not at all
def record_all(actor: Actor, deeds: Iterable[Deed]) -> None:
    """Add a line for each of many deeds done together."""
    lines = [
        (
            actor.id,
            actor.name,
            actor.address,
            deed.verb,
            deed.area_id,
            deed.subject[0],
            str(deed.subject[1]),
            deed.sentence,
            Jsonb(dict(deed.details)),
        )
        for deed in deeds
    ]
    with connection.cursor() as cursor:
        if len(lines) == 1:  # most: keeps its plan, and no pipeline is set up
            cursor.execute(_INSERT, lines[0])  # type: ignore[arg-type]
        else:
            cursor.executemany(_INSERT, lines)  # type: ignore[arg-type]
