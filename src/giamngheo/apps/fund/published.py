"""What everybody may read of the fund: which years were published, and the report of one; nothing else.

The database gives it by functions of its own, so that no page for residents reaches the fund itself.
"""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import connection

_ALL: Final = "SELECT code, unit, above, year, published_at FROM fund_reports_listed(%s)"
_ONE: Final = """
SELECT unit, above, year, published_at, withdrawn_at, withdrawn_because, told FROM fund_report_told(%s)
"""
_CODE: Final = re.compile(r"[0-9a-f]{16}")


@dataclass(frozen=True)
class Listed:
    """A report in the list of all: its address, of which unit and where, of which year."""

    code: str
    unit: str
    above: str
    year: int
    published_at: datetime


@dataclass(frozen=True)
class Published:
    """A report as it is read; `told` (as `year_report.Told`) is empty once it was withdrawn, with why."""

    unit: str
    above: str
    year: int
    published_at: datetime
    withdrawn_at: datetime | None
    withdrawn_because: str
    told: dict[str, Any]


def reports_listed(most: int) -> list[Listed]:
    """The reports that stand, the latest first."""
    with connection.cursor() as cursor:
        cursor.execute(_ALL, [most])
        return [Listed(*row) for row in cursor.fetchall()]


def report_of_code(code: str) -> Published | None:
    """The report of an address; None where there is none."""
    if not _CODE.fullmatch(code):
        return None
    with connection.cursor() as cursor:
        cursor.execute(_ONE, [code])
        found = cursor.fetchone()
    if found is None:
        return None
    unit, above, year, published_at, withdrawn_at, because, content = found
    told = json.loads(content) if isinstance(content, str) else content or {}
    return Published(unit, above, year, published_at, withdrawn_at, because, told)
