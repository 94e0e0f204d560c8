"""Pages of money over a country: 3,321 communes, ten years, a million lines and their postings.

`python bench/budgets.py [--quick]`: made lines in a database of its own on the embedded server; whole pages
from request to HTML under row-level security, beside the page of decisions of the same person (of nothing)
and beside the bare sum of the year's lines asked as the owner; medians. Prints the plans of the sums.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from bench.country import COMMUNES, FIRST_COMMUNE, NATION, PROVINCE, make_country  # noqa: E402

ASKED, LINES_A_YEAR, LAST_YEAR = 9, 30, 2025
DAY = date(2020, 1, 1)
_PROJECTS = "ARRAY['1.1','1.2','2','3.1','3.2','4.1','4.2','4.3','5','6.1','6.2','7.1','7.2','1','4']"
_LINES = f"""
INSERT INTO budgets_line (area_id, year, origin_year, programme, project, nature, source, use, item,
    given, unallocated, passed, split, allocated, advanced, paid, settled, carried, cancelled,
    given_on, allocated_on, paid_on)
SELECT commune, year, year, 'poverty_reduction_2021_2025', ({_PROJECTS})[1 + n %% 15],
    CASE WHEN n %% 15 < 2 THEN 'investment_fund' ELSE 'recurrent_fund' END,
    CASE WHEN n < 15 THEN 'central' ELSE 'counterpart' END, '', '',
    1000000 * (100 + n), 1000000 * n, 0, 0, 1000000 * 20, 0, 1000000 * 80, 0, 0, 0,
    make_date(year, 2, 1), make_date(year, 3, 1), make_date(year, 10, 1)
FROM generate_series({FIRST_COMMUNE}, {FIRST_COMMUNE + COMMUNES - 1}) AS commune,
    generate_series(%(first)s, {LAST_YEAR}) AS year, generate_series(0, {LINES_A_YEAR - 1}) AS n
"""
_ENTRIES = """
INSERT INTO budgets_entry (area_id, kind, year, day, voucher, payee, why, made_by_name, made_at)
SELECT area_id, 'pay', year, make_date(year, month, 10), 'CT' || month, '', '', 'Người đo', now()
FROM (SELECT DISTINCT area_id, year FROM budgets_line) AS units, generate_series(4, 7) AS month
"""
_POSTINGS = """
INSERT INTO budgets_posting (entry_id, line_id, area_id, year, day, account, amount)
SELECT entry.id, line.id, line.area_id, line.year, entry.day, leg.account, leg.amount
FROM budgets_entry AS entry JOIN budgets_line AS line USING (area_id, year),
    (VALUES ('allocated', -20000000), ('paid', 20000000)) AS leg (account, amount)
"""
_FLOOR = (
    "SELECT project, sum(given), sum(paid), sum(advanced) FROM budgets_line WHERE year = %s GROUP BY project"
)


def _make(years: int) -> tuple[int, int]:
    from django.db import connection  # noqa: PLC0415

    make_country()
    with connection.cursor() as cursor:
        for table in ("line", "posting", "entry"):
            cursor.execute(f"ALTER TABLE budgets_{table} DISABLE TRIGGER USER")
        cursor.execute(_LINES, {"first": LAST_YEAR - years + 1})
        lines = cursor.rowcount
        cursor.execute(_ENTRIES)
        cursor.execute(_POSTINGS)
        postings = cursor.rowcount
        cursor.execute("ANALYZE")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM (ANALYZE) budgets_line, budgets_posting")
    return lines, postings


def _median(what: Callable[[], object]) -> float:
    spent = []
    for _ in range(ASKED):
        start = time.perf_counter()
        what()
        spent.append(time.perf_counter() - start)
    return statistics.median(spent)


def _page(client: object, address: str) -> Callable[[], object]:
    def ask() -> None:
        answer = client.get(address)  # type: ignore[attr-defined]
        assert answer.status_code == 200, address

    return ask


def _plans(country: list[int]) -> None:
    """The plans of the sums of a commune, and of the months of a province."""
    from django.db import connection  # noqa: PLC0415

    from giamngheo.apps.budgets.queries import _BY_MONTH, _BY_UNIT  # noqa: PLC0415

    for name, sql, values in (
        (
            "sums of a commune",
            _BY_UNIT,
            {"units": [FIRST_COMMUNE], "year": LAST_YEAR, "day": date(2025, 9, 1)},
        ),
        ("months of a province", _BY_MONTH, {"areas": country, "year": LAST_YEAR}),
    ):
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) {sql}", values)
            print(f"\n{name}")
            print("\n".join(f"  {row[0][:160]}" for row in cursor.fetchall()))


def main() -> None:
    """Print the medians and their ratios."""
    years = 1 if "--quick" in sys.argv else 10
    os.environ["GIAMNGHEO_DATA"] = tempfile.mkdtemp(prefix="giamngheo-bench-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "giamngheo.config.settings"
    os.environ["GIAMNGHEO_HOSTS"] = "testserver"
    from giamngheo.config.database import serving  # noqa: PLC0415

    with serving():
        from django import setup  # noqa: PLC0415

        setup()
        from django.core.management import call_command  # noqa: PLC0415
        from django.db import connection  # noqa: PLC0415
        from django.test import Client  # noqa: PLC0415
        from tests.factories.people import make_person  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        from giamngheo.foundation.accounts.held import areas_within  # noqa: PLC0415
        from giamngheo.foundation.areas.models import Area  # noqa: PLC0415

        lines, postings = _make(years)
        print(f"{years} years: {lines:,} lines, {postings:,} postings; medians of {ASKED}")

        def floor() -> None:
            with connection.cursor() as cursor:
                cursor.execute(_FLOOR, [LAST_YEAR])
                cursor.fetchall()

        bare = _median(floor)
        print(f"  bare sum of a year's lines, as the owner {bare * 1000:8.1f} ms")
        for who, role, area in (
            ("nation", "administrator", NATION),
            ("province", "finance", PROVINCE),
            ("commune", "finance", FIRST_COMMUNE),
        ):
            client = Client()
            client.force_login(make_person((role, Area(pk=area)), since=DAY))
            empty = _median(_page(client, f"/kinh-phi/quyet-dinh/?nam={LAST_YEAR}"))
            print(f"  {who:<9} a page that lists nothing {empty * 1000:8.1f} ms")
            for name, address in (("money of the year", "/kinh-phi/"), ("rates", "/kinh-phi/ty-le/")):
                spent = _median(_page(client, f"{address}?nam={LAST_YEAR}"))
                print(
                    f"  {who:<9} {name:<24} {spent * 1000:8.1f} ms"
                    f"  {spent / empty:5.2f} times the empty page, {spent / bare:5.2f} times the bare sum"
                )
        _plans(areas_within([PROVINCE], date(2025, 9, 1)))
        connection.close()


if __name__ == "__main__":
    main()
