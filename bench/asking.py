"""Asking the product as it is served, by many at once, beside a bare list of plain Django (the floor)."""

import http.client
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PORT = 8724
CONNECTIONS, WARM = 8, 12
"""Asked so often before it is measured: at work each connection has kept the plans of its questions."""
DAY = date(2020, 1, 1)
_BARE = """
CREATE TABLE IF NOT EXISTS {table} AS
    SELECT id, area_id, code, head_name, sort_key, members FROM households_household;
CREATE INDEX IF NOT EXISTS {table}_list ON {table} (area_id, sort_key, id);
GRANT SELECT ON {table} TO {role}
"""


def on_database_of(data: Path, work: Callable[[], None]) -> None:
    """Do something with the database of a folder, which is made where there is none."""
    data.mkdir(parents=True, exist_ok=True)
    os.environ["GIAMNGHEO_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "giamngheo.config.settings"
    os.environ["GIAMNGHEO_HOSTS"] = "testserver,127.0.0.1"
    from giamngheo.config.database import serving  # noqa: PLC0415
    from giamngheo.config.secret_key import make_secret_key  # noqa: PLC0415

    make_secret_key()  # before the settings are read: gunicorn must read the sessions that are made here
    with serving():
        from django import setup  # noqa: PLC0415

        setup()
        from django.core.management import call_command  # noqa: PLC0415
        from django.db import connection  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        work()
        connection.close()


def reviewed(households: int) -> Path:
    """The folder of the communes under review that `bench/reviewing.py` writes once."""
    return ROOT / "bench" / "data" / f"reviewing-{households}"


def on_copy_of_reviewed(households: int, work: Callable[[], None]) -> None:
    """Do something with a copy of them, thrown away afterwards; written first where they are not there."""
    filling = [sys.executable, str(ROOT / "bench" / "reviewing.py"), "--only-fill", "--households"]
    subprocess.run([*filling, str(households)], check=True)
    kept = reviewed(households)
    copy = kept.with_name(f"{kept.name}-measured")
    shutil.rmtree(copy, ignore_errors=True)
    subprocess.run(["cp", "-a", kept, copy], check=True)  # with its owner, whom the server asks for
    try:
        on_database_of(copy, work)
    finally:
        shutil.rmtree(copy)


def make_bare_list() -> None:
    """The table of the floor, made once from the register."""
    from bench.register_site import TABLE  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from giamngheo.foundation.audit.database_role import APP_ROLE  # noqa: PLC0415

    with connection.cursor() as cursor:
        for statement in _BARE.format(table=TABLE, role=APP_ROLE).split(";"):
            cursor.execute(statement)
        cursor.execute(f"VACUUM ANALYZE {TABLE}")


def serve() -> subprocess.Popen[bytes]:
    """Gunicorn as the product starts it, and wait until it answers."""
    from giamngheo.foundation.audit.database_role import APP_ROLE  # noqa: PLC0415

    command = [sys.executable, "-m", "gunicorn", "bench.register_site:application", "--bind"]
    command += [f"127.0.0.1:{PORT}", "--workers", "2", "--worker-class", "gthread", "--threads", "4"]
    command += ["--timeout", "120", "--log-level", "warning", "--no-control-socket"]
    environment = {
        **os.environ,
        "GIAMNGHEO_HOSTS": "127.0.0.1",
        "GIAMNGHEO_DATABASE_ROLE": APP_ROLE,
        "PYTHONPATH": f"{ROOT}:{ROOT / 'src'}",
    }
    process = subprocess.Popen(command, env=environment)
    for _ in range(240):
        time.sleep(0.5)
        try:
            link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=60)
            link.request("GET", "/dang-nhap/", headers={"Host": "127.0.0.1"})
            link.getresponse().read()
            return process
        except OSError:
            continue
    raise RuntimeError("gunicorn does not answer")


def cookie_of(user: Any) -> str:
    """The cookie of a sitting of theirs."""
    from django.test import Client  # noqa: PLC0415

    client = Client()
    client.force_login(user)
    return f"sessionid={client.cookies['sessionid'].value}"


def asked(cookie: str, address: str, times: int) -> list[float]:
    """Seconds of so many answers in a row over one connection."""
    spent = []
    link = http.client.HTTPConnection("127.0.0.1", PORT, timeout=120)
    for _ in range(times):
        start = time.perf_counter()
        link.request(
            "GET", address, headers={"Cookie": cookie, "Host": "127.0.0.1", "Accept-Encoding": "gzip"}
        )
        answer = link.getresponse()
        answer.read()
        spent.append(time.perf_counter() - start)
        assert answer.status == 200, (address, answer.status)
    link.close()
    return spent


def together(cookies: Sequence[str], address: str, times: int) -> list[float]:
    """Seconds of the answers to all of these at once, each asking so many times."""
    with ThreadPoolExecutor(len(cookies)) as crowd:
        parts = crowd.map(lambda cookie: asked(cookie, address, times), cookies)
        return [spent for part in parts for spent in part]


def median_and_95th(spent: list[float]) -> tuple[float, float]:
    """The median and the 95th of a hundred, in milliseconds."""
    ordered = sorted(spent)
    return statistics.median(ordered) * 1000, ordered[int(len(ordered) * 0.95)] * 1000


def in_turn(
    process: subprocess.Popen[bytes],
    cookie: str,
    addresses: Sequence[str],
    rounds: int,
    *,
    warm: int = WARM,
    times: int = 10,
) -> tuple[list[float], list[tuple[float, float]]]:
    """Of each address: milliseconds of the processor for a page, and how long it takes (median, 95th)."""
    used, spent = [0.0 for _ in addresses], [[0.0] * 0 for _ in addresses]
    for address in addresses:
        together([cookie] * CONNECTIONS, address, warm)
    for _ in range(rounds):
        for place, address in enumerate(addresses):
            before = _used(process)
            spent[place] += asked(cookie, address, times)
            used[place] += _used(process) - before
    return [one * 1000 / (rounds * times) for one in used], [median_and_95th(one) for one in spent]


def _used(process: subprocess.Popen[bytes]) -> float:
    """Seconds of the processor that gunicorn and its database have used so far."""
    told = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = path.read_text().rpartition(")")
        except OSError:
            continue
        fields = rest.split()
        told[int(name.split()[0])] = (
            int(fields[1]),
            sum(map(int, fields[11:13])),
            sum(map(int, fields[13:15])),
        )
    lock = Path(os.environ["GIAMNGHEO_DATA"]) / "postgres" / "postmaster.pid"
    roots = {process.pid, int(lock.read_text().split()[0])}
    living = sum(own for pid, (parent, own, _) in told.items() if pid in roots or parent in roots)
    ended = sum(told[pid][2] for pid in roots)  # of children that are no more
    return (living + ended) / os.sysconf("SC_CLK_TCK")


def people_of(role: str, area: int, count: int = 50) -> list[Any]:
    """So many people of one role, made once."""
    from django.db.backends.postgresql.psycopg_any import DateRange  # noqa: PLC0415

    from giamngheo.foundation.accounts.models import Holding, User  # noqa: PLC0415

    names = [f"do-{role}-{area}-{place}" for place in range(count)]
    if not User.objects.filter(username=names[0]).exists():
        made = User.objects.bulk_create(
            User(username=name, full_name="Người đo", password="!") for name in names
        )
        valid = DateRange(DAY, None)
        Holding.objects.bulk_create(
            Holding(user=user, role=role, area_id=area, valid=valid, ground="đo") for user in made
        )
    return list(User.objects.filter(username__in=names).order_by("pk"))


def row_of(page: str, *cells: str) -> str:
    """A line of the table that is printed."""
    return f"{page:<20}" + "".join(f"{cell:>16}" for cell in cells)


def said(times: tuple[float, float]) -> str:
    """A median and the 95th of a hundred."""
    return f"{times[0]:.1f} / {times[1]:.1f}"
