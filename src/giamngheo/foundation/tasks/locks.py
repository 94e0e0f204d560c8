"""The mark of a worker at work: a lock of the database that ends with its connection, however it dies."""

import contextlib
import hashlib
import uuid
from collections.abc import Iterator

from django.db import connection


def _key(task_id: uuid.UUID) -> int:
    digest = hashlib.sha256(b"giamngheo.task" + task_id.bytes).digest()
    return int.from_bytes(digest[:8], signed=True)


@contextlib.contextmanager
def held(task_id: uuid.UUID) -> Iterator[None]:
    """Hold the lock of a task while working on it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_key(task_id)])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_key(task_id)])


def is_held(task_id: uuid.UUID) -> bool:
    """Whether another connection holds the lock of this task now."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_key(task_id)])
        free = cursor.fetchone() == (True,)
        if free:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_key(task_id)])
    return not free
