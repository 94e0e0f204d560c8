"""The register of the measurements: a million generated households in a made country, written once and kept.

The facts go in by the product's own bulk writer; only indexes, references and what looks for two facts of one
day wait until the end, as no commune's list needs and a whole country at once does.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import polars as pl
from bench.country import COMMUNES, FIRST_COMMUNE, make_country, villages_of

FULL = FIRST_COMMUNE  # a commune as large as they are since 2025
FULL_SIZE = 8_100
_PARTS = 20
_FACTS = [
    f"households_{one}"
    for one in ("residence", "membership", "particulars", "householdnumber", "formernumber")
]
_WAITING = """
SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid::regclass::text ~ %s AND contype = 'f'
"""
_INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid::regclass::text ~ %s AND NOT indisprimary
    AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
"""


def fill(households: int) -> None:
    """Write the country and its register, unless they are there."""
    from django.db import connection  # noqa: PLC0415

    from giamngheo.apps.households.models import Household  # noqa: PLC0415

    if Household.objects.exists():
        return
    make_country()
    start = time.perf_counter()
    with without_indexes("^households_", _FACTS):
        full = min(FULL_SIZE, households // 2)
        _take_in(list(villages_of(FULL)), full, seed=0)
        others = range(FIRST_COMMUNE + 1, FIRST_COMMUNE + COMMUNES)
        for part in range(_PARTS):
            communes = others[part::_PARTS]
            villages = [village for commune in communes for village in villages_of(commune)]
            _take_in(villages, (households - full) // _PARTS, seed=part + 1)
            print(f"  written: {part + 1}/{_PARTS}, {time.perf_counter() - start:.0f} s", flush=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    print(f"  filled in {time.perf_counter() - start:.0f} s", flush=True)


def _take_in(villages: list[int], households: int, seed: int) -> None:
    from giamngheo.apps.households.actions import About  # noqa: PLC0415
    from giamngheo.apps.households.bulk import record_many  # noqa: PLC0415
    from giamngheo.apps.households.generated import generate  # noqa: PLC0415
    from giamngheo.apps.households.generated.calibration import OPENING  # noqa: PLC0415
    from giamngheo.foundation.audit.actions import SYSTEM  # noqa: PLC0415

    made = generate(pl.DataFrame({"area_id": villages}), households, seed)
    record_many(made.households, made.people, About(OPENING, source="đo"), SYSTEM, made.numbers)


@contextmanager
def without_indexes(tables: str, triggered: Sequence[str]) -> Iterator[None]:
    """Leave out indexes and references of tables whose names match, and what some of them look for.

    References are there again afterwards, but what was written meanwhile is not held against them.
    """
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SET maintenance_work_mem = '1GB'")
        cursor.execute(_WAITING, [tables])
        constraints = cursor.fetchall()
        cursor.execute(_INDEXES, [tables])
        indexes = cursor.fetchall()
        for table, name, _ in constraints:
            cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        for table in triggered:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield
        for _, definition in indexes:
            cursor.execute(definition)
        for table, name, definition in constraints:
            cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition} NOT VALID')
        for table in triggered:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        print(f"  {len(indexes)} indexes made", flush=True)
