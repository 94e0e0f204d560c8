"""How often something may be asked: counted by the minute in the database, for all processes of the server.

One statement a question, in a table without a log: a crash forgets the minute, nothing else.
"""

import hashlib
import math
from typing import Final

from django.db import connection

_SECONDS: Final = 60
_COUNT: Final = """
INSERT INTO tokens_askedcount AS asked (key, until, count)
VALUES (%s, clock_timestamp() + make_interval(secs => %s), 1)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN asked.until <= clock_timestamp() THEN 1 ELSE asked.count + 1 END,
    until = CASE WHEN asked.until <= clock_timestamp() THEN excluded.until ELSE asked.until END
RETURNING count, extract(epoch FROM until - clock_timestamp())
"""
_FORGET: Final = "DELETE FROM tokens_askedcount WHERE until < clock_timestamp() - interval '1 hour'"


def seconds_to_wait(key: str, most: int) -> int:
    """Count this question under its key; 0, or how long to wait where more than `most` came within a minute.

    The minute begins with its first question.
    """
    hashed = hashlib.sha256(key.encode()).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [hashed, _SECONDS])
        count, left = cursor.fetchone()
        if count == 1:
            cursor.execute(_FORGET)
    return 0 if count <= most else min(max(1, math.ceil(left)), _SECONDS)
