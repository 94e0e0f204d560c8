"""What scope costs: the list of the trail for the most restricted person against the nation's administrator.

`python bench/scope.py [--quick]`: a million made lines over 3,321 communes of ten villages in a database of
its own on the embedded server; the whole page, from request to HTML, under row-level security; medians.
"""

import os
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from bench.country import (  # noqa: E402
    COMMUNES,
    FIRST_COMMUNE,
    FIRST_VILLAGE,
    NATION,
    PROVINCE,
    VILLAGES,
    make_country,
)

TARGET = 1.3
ASKED = 60
DAY = date(2020, 1, 1)

_LINES = """
INSERT INTO audit_auditline (actor_name, verb, area_id, subject_kind, subject_id, sentence, details)
    SELECT 'Người đo', 'areas.measure', %(first)s + (random() * (%(villages)s - 1))::int, '', '',
        'Việc thứ ' || n, '{}' FROM generate_series(1, %(lines)s) AS n
"""


def _make(lines: int) -> dict[str, int]:
    from django.db import connection  # noqa: PLC0415

    make_country()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditline DISABLE TRIGGER audit_line_chained")
        villages = COMMUNES * VILLAGES
        cursor.execute(_LINES, {"first": FIRST_VILLAGE, "villages": villages, "lines": lines})
        cursor.execute("ANALYZE")
    return {"nation": NATION, "province": PROVINCE, "commune": FIRST_COMMUNE}


def _seconds(user: object) -> float:
    from django.test import Client  # noqa: PLC0415

    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    spent = []
    for _ in range(ASKED):
        start = time.perf_counter()
        answer = client.get("/nhat-ky/")
        spent.append(time.perf_counter() - start)
        assert answer.status_code == 200
        assert answer.content.count(b"<tr>") > 1
    return statistics.median(spent)


def main() -> None:
    """Print the medians and their ratio to the administrator's."""
    lines = 50_000 if "--quick" in sys.argv else 1_000_000
    os.environ["GIAMNGHEO_DATA"] = tempfile.mkdtemp(prefix="giamngheo-bench-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "giamngheo.config.settings"
    os.environ["GIAMNGHEO_HOSTS"] = "testserver"
    from giamngheo.config.database import serving  # noqa: PLC0415

    with serving():
        from django import setup  # noqa: PLC0415

        setup()
        from django.core.management import call_command  # noqa: PLC0415
        from django.db import connection  # noqa: PLC0415
        from tests.factories.people import make_person  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        from giamngheo.foundation.areas.models import Area  # noqa: PLC0415

        areas = {name: Area(pk=number) for name, number in _make(lines).items()}
        people = {
            "administrator of the nation": make_person(("administrator", areas["nation"]), since=DAY),
            "inspector of a province": make_person(("inspector", areas["province"]), since=DAY),
            "leader of one commune": make_person(("leader", areas["commune"]), since=DAY),
        }
        spent = {name: _seconds(user) for name, user in people.items()}
        connection.close()
    floor = spent["administrator of the nation"]
    print(f"{lines:,} lines; 50 a page (target: at most {TARGET} times the administrator's)")
    for name, seconds in spent.items():
        print(f"  {name:<28} {seconds * 1000:6.1f} ms  {seconds / floor:4.2f}")


if __name__ == "__main__":
    main()
