"""Questions about the trail: is it whole?"""

import hashlib
from dataclasses import dataclass
from typing import Final

from django.db import connection, transaction

# Said here once more and not by `audit_said()`: who can change the trail could change the function, too.
_LINKS: Final = """
    SELECT link.number, link.line_id, link.previous, link.hash, line.id IS NOT NULL, line.at, line.verb,
        jsonb_build_array(
            line.id, extract(epoch FROM line.at), line.actor_id, line.actor_name, host(line.address),
            line.verb, line.area_id, line.subject_kind, line.subject_id, line.sentence, line.details
        )::text
    FROM audit_auditlink AS link LEFT JOIN audit_auditline AS line ON line.id = link.line_id
    ORDER BY link.number
"""
_UNCHAINED: Final = """
    SELECT line.id FROM audit_auditline AS line
    WHERE NOT EXISTS (SELECT FROM audit_auditlink AS link WHERE link.line_id = line.id)
    ORDER BY line.id LIMIT 1
"""
_AT_A_TIME: Final = 5000


@dataclass(frozen=True)
class Verified:
    """How many lines are chained, the hash of the last one, and the first that is not as it was written."""

    lines: int
    head: str
    broken: str | None = None


def verify(expected: str | None = None) -> Verified:
    """Walk the whole chain in order; `expected` is a hash noted earlier, which must still be in it.

    A chain alone cannot show that its last lines were cut off: the noted hash does.
    """
    hash_before, number, found = b"", 0, expected is None
    with transaction.atomic(), connection.chunked_cursor() as links:
        links.execute(_LINKS)
        while rows := links.fetchmany(_AT_A_TIME):
            for place, line, previous, written, is_there, at, verb, said in rows:
                number += 1
                reckoned = hashlib.sha256(hash_before + said.encode()).digest()
                if place != number:
                    return _broken(number - 1, hash_before, f"mắt xích số {number} đã bị xoá")
                if not is_there:
                    return _broken(number - 1, hash_before, f"dòng {line} (mắt xích số {number}) đã bị xoá")
                if bytes(previous) != hash_before or bytes(written) != reckoned:
                    what = f"dòng {line} (mắt xích số {number}, {at:%d/%m/%Y %H:%M} UTC, «{verb}»)"
                    return _broken(number - 1, hash_before, f"{what} đã bị sửa")
                hash_before = reckoned
                found = found or reckoned.hex() == expected
    if not found:
        return _broken(number, hash_before, "không còn dòng có dấu đã ghi: các dòng cuối đã bị cắt bỏ")
    with connection.cursor() as cursor:
        cursor.execute(_UNCHAINED)
        loose = cursor.fetchone()
    if loose is not None:
        return _broken(number, hash_before, f"dòng {loose[0]} không nằm trong chuỗi: đã bị chèn thêm")
    return Verified(number, hash_before.hex())


def _broken(lines: int, head: bytes, what: str) -> Verified:
    return Verified(lines, head.hex(), what)
