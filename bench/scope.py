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

TARGET = 1.3
ASKED = 60
COMMUNES, VILLAGES, PROVINCES = 3_321, 10, 34
DAY = date(2020, 1, 1)

_FILL = """
INSERT INTO areas_batch (id, title, instrument, day, source, state, prepared_by_name, put_in_force_by_name,
    authors, created_at, reason, since_unknown)
    VALUES (1, 'Đo', 'Đo', '2020-01-01', '', 'in_force', '', '', '{}', now(), '', false);
INSERT INTO areas_area (id, valid, created_in_id)
    SELECT n, '[2020-01-01,)', 1 FROM generate_series(1, %(last)s) AS n;
INSERT INTO areas_version (area_id, name, kind, tier, parent_id, valid, search_key, sort_key, created_in_id)
    SELECT n, 'Đơn vị ' || n, kind, tier, parent, '[2020-01-01,)', 'don vi ' || n, n::text, 1 FROM made;
INSERT INTO areas_containment (ancestor_id, area_id, valid)
    SELECT above, n, '[2020-01-01,)' FROM made, unnest(ARRAY[n, parent, grand, great]) AS above
    WHERE above IS NOT NULL;
INSERT INTO audit_auditline (actor_name, verb, area_id, subject_kind, subject_id, sentence, details)
    SELECT 'Người đo', 'areas.measure', %(first_village)s + (random() * (%(villages)s - 1))::int, '', '',
        'Việc thứ ' || n, '{}' FROM generate_series(1, %(lines)s) AS n;
"""


def _make(lines: int) -> dict[str, int]:
    from django.db import connection  # noqa: PLC0415

    first_commune, first_village = 2 + PROVINCES, 2 + PROVINCES + COMMUNES
    last = first_village + COMMUNES * VILLAGES - 1
    made = f"""
    CREATE TEMP TABLE made AS
    SELECT 1 AS n, 'nation' AS kind, 0 AS tier, NULL::int AS parent, NULL::int AS grand, NULL::int AS great
    UNION ALL SELECT n, 'province', 1, 1, NULL, NULL FROM generate_series(2, {first_commune - 1}) AS n
    UNION ALL SELECT n, 'commune', 3, 2 + n % {PROVINCES}, 1, NULL
        FROM generate_series({first_commune}, {first_village - 1}) AS n
    UNION ALL SELECT n, 'village', 4, commune, 2 + commune % {PROVINCES}, 1
        FROM (SELECT n, {first_commune} + (n - {first_village}) / {VILLAGES} AS commune
            FROM generate_series({first_village}, {last}) AS n) AS villages;
    """
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_auditline DISABLE TRIGGER audit_line_chained")
        cursor.execute(made)
        numbers = {
            "last": last,
            "first_village": first_village,
            "villages": COMMUNES * VILLAGES,
            "lines": lines,
        }
        for statement in _FILL.split(";"):
            if statement.strip():
                cursor.execute(statement, numbers)
        cursor.execute("ANALYZE")
    return {"nation": 1, "province": 2, "commune": first_commune}


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
