"""Ten years of a country's programme over a made register, written once and kept.

The rows are made by the database from series (`programme_rows/*.sql`): plans, coordination, activities, help,
money in double entry, funds with their books. Nobody in it is real; names say that they were made.
"""

import time
from collections.abc import Iterator
from pathlib import Path

from bench.country import FIRST_COMMUNE, FIRST_VILLAGE, VILLAGES
from bench.filled_register import fill as fill_register
from bench.filled_register import without_indexes

FIRST_YEAR, LAST_YEAR = 2017, 2026
HOUSEHOLDS, QUICK = 200_000, 20_000
MORE = 5
"""So many times as much as any other has the first commune, which has 8,100 households."""
SAMPLED = 10
"""Of one commune in so many all years of activities are told in full, of the others the last year."""
_ROWS = Path(__file__).parent / "programme_rows"
_PARTS = ("units", "plans", "coordination", "activities", "support", "budgets", "fund")
_ASKED = {
    "first_year": FIRST_YEAR,
    "last_year": LAST_YEAR,
    "first_commune": FIRST_COMMUNE,
    "first_village": FIRST_VILLAGE,
    "villages": VILLAGES,
    "more": MORE,
    "sampled": SAMPLED,
}
_QUICK_UNITS = f"DELETE FROM unit WHERE tier = 3 AND area >= {FIRST_COMMUNE + 100}"
_OURS = "^(programmes|coordination|activities|budgets|fund|support)_"
_TABLES = """
SELECT relname FROM pg_class WHERE relname ~ %s AND relkind = 'r' AND relnamespace = 'public'::regnamespace
"""
_HELD = """
SELECT relname, reltuples::bigint, pg_total_relation_size(oid) / 1e6 FROM pg_class
WHERE relname ~ %s AND relkind = 'r' AND reltuples > 0 ORDER BY relname
"""


def fill(households: int = HOUSEHOLDS) -> None:
    """Write the country, its register and its programme (quick: of 100 communes), unless they are there."""
    from django.db import connection  # noqa: PLC0415

    from giamngheo.apps.budgets.models import Line  # noqa: PLC0415

    if Line.objects.exists():
        return
    fill_register(households)
    start = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(_TABLES, [_OURS])
        tables = [name for (name,) in cursor.fetchall()]
        cursor.execute("SET work_mem = '256MB'")
    with connection.cursor() as cursor, without_indexes(_OURS, tables):
        for part in _PARTS:
            for statement in _statements(part):
                cursor.execute(statement)
            if part == "units" and households <= QUICK:
                cursor.execute(_QUICK_UNITS)
            print(f"  {part}: {time.perf_counter() - start:.0f} s", flush=True)
    with connection.cursor() as cursor:
        cursor.execute("RESET work_mem")
        cursor.execute("VACUUM ANALYZE")
        cursor.execute((_ROWS / "differs.sql").read_text())
        assert cursor.fetchone() == (0,), "balances differ from their postings"
    print(f"  filled in {time.perf_counter() - start:.0f} s", flush=True)


def told() -> Iterator[tuple[str, int, float]]:
    """Each table of the programme that has rows: about how many, how many megabytes with its indexes."""
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(_HELD, [_OURS])
        yield from cursor.fetchall()


def _statements(part: str) -> list[str]:
    whole = (_ROWS / f"{part}.sql").read_text().format_map(_ASKED)
    return [one for one in whole.split(";\n") if one.strip()]
