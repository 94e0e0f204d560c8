"""The same thing sent again is not done again: a key, what was asked under it, and what was answered.

A write and its kept answer are one transaction; two that come at once wait for each other. What was refused
is not kept: nothing was written, and the same key may come with something better.
"""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import connection, transaction

from giamngheo.foundation.tokens.models import KeptAnswer, Token

KEPT_FOR: Final = timedelta(days=60)
PROMISED_DAYS: Final = 30

_ONE_AT_A_TIME: Final = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


class OtherAskedError(Exception):
    """The key was used before, for something else."""


def hash_asked(method: str, path: str, body: bytes) -> str:
    """What is kept of what was asked."""
    return hashlib.sha256(b"\n".join((method.encode(), path.encode(), body))).hexdigest()


def answered_once(
    token: Token, key: str, asked_hash: str, now: datetime, do: Callable[[], dict[str, Any]]
) -> tuple[dict[str, Any], bool]:
    """What was answered under this key and whether that was before; else do it and keep the answer.

    Raises OtherAskedError where the key stands for something else, and whatever `do` raises.
    """
    mine = KeptAnswer.objects.filter(user_id=token.user_id)
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_ONE_AT_A_TIME, [f"tokens.once {token.user_id} {key}"])
        kept = mine.filter(key=key).first()
        if kept is not None:
            if kept.asked_hash != asked_hash:
                raise OtherAskedError
            before: dict[str, Any] = kept.answer
            return before, True
        answer = do()
        KeptAnswer.objects.create(
            user_id=token.user_id, key=key, token=token, asked_hash=asked_hash, answer=answer, made_at=now
        )
        mine.filter(made_at__lt=now - KEPT_FOR).delete()
    return answer, False
