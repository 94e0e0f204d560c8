"""Who comes with a token: found by the hash of its secret, which is all that the table has."""

import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Final

from django.db import connection

from giamngheo.foundation.accounts.invitations import hash_of
from giamngheo.foundation.tokens.models import Token

MARK: Final = "gn1_"
"""How every token begins: a program that searches files for secrets finds it by that."""

LONGEST: Final = 100


def find_token(secret: str, day: date) -> Token | None:
    """The token of a secret, with its person; None where it opens nothing on this day.

    Unknown, expired, withdrawn, of an account that is no longer used: who asks is not told which.
    """
    if not secret.startswith(MARK) or len(secret) > LONGEST or not secret.isascii():
        return None
    hashed = hash_of(secret)
    with _opening(hashed):
        found = Token.objects.select_related("user").filter(secret_hash=hashed).first()
    # The index compares hashes, whose beginning nobody chooses; the whole is compared in constant time.
    if found is None or not hmac.compare_digest(found.secret_hash, hashed):
        return None
    return found if found.holds_on(day) and found.user.is_active else None


@contextmanager
def _opening(secret_hash: str) -> Iterator[None]:
    """Let the database show the one token whose secret is known."""
    say = "SELECT set_config('giamngheo.token', %s, false)"
    with connection.cursor() as cursor:
        cursor.execute(say, [secret_hash])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(say, [""])
