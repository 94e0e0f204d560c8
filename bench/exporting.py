"""What a list of a million rows costs to take away: seconds and memory, as .csv and .xlsx, in one run.

`python bench/exporting.py [--households N]`: the register of `bench/register.py` (a million households
without another N) is taken away whole by an officer of the nation, as the product gives it: under row-level
security, in pieces, told in the trail. Memory is that of a process that does nothing else (Linux: VmHWM, put
back to what is used before each file), beside what it had before it was asked. The floor is the same rows
copied to CSV by PostgreSQL itself.
"""

import argparse
import sys
import time
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from bench.asking import on_database_of  # noqa: E402

TARGET_MB = 200
_MB = 1024 * 1024
_COPY = """
    COPY (SELECT code, head_name, area_id, members FROM households_household ORDER BY sort_key, id)
    TO STDOUT CSV
"""


def used_mb(name: str) -> float:
    """Memory of this process by its name in Linux: now (VmRSS), the most since it was put back (VmHWM)."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1024
    raise LookupError(name)


def drained(parts: Iterable[bytes]) -> int:
    """How many bytes an answer has, none of which is kept."""
    return sum(len(part) for part in parts)


def floor() -> float:
    """Seconds of PostgreSQL's own copy."""
    from django.db import connection  # noqa: PLC0415

    start = time.perf_counter()
    with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
        drained(bytes(part) for part in copy)
    return time.perf_counter() - start


def taken(ending: str) -> None:
    """Take the list away and print what it cost."""
    from bench.asking import people_of  # noqa: PLC0415
    from bench.country import NATION  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    client = Client()
    client.force_login(people_of("officer", NATION)[0])
    client.get("/so-ho/")
    bare = floor()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before, start = used_mb("VmRSS"), time.perf_counter()
    answer = client.get(f"/so-ho/danh-sach.{ending}")
    assert answer.status_code == 200, answer.status_code
    size = drained(answer.streaming_content)  # type: ignore[attr-defined]
    spent, most = time.perf_counter() - start, used_mb("VmHWM")
    print(
        f".{ending}: {spent:.0f} s ({spent / bare:.1f} times the copy), {size / _MB:.0f} MB; "
        f"memory {most - before:.0f} MB above {before:.0f} MB (target {TARGET_MB})"
    )


def main() -> None:
    """Measure both files, one after the other in a process of their own each."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--households", type=int, default=1_000_000)
    parser.add_argument("--ending", choices=("csv", "xlsx"))
    args = parser.parse_args()
    if args.ending is None:
        import subprocess  # noqa: PLC0415

        for ending in ("csv", "xlsx"):
            command = [sys.executable, __file__, "--households", str(args.households), "--ending", ending]
            subprocess.run(command, check=True)
        return
    data = ROOT / "bench" / "data" / f"register-{args.households}"
    on_database_of(data, lambda: _filled(args.households, args.ending))


def _filled(households: int, ending: str) -> None:
    from bench.filled_register import fill  # noqa: PLC0415

    fill(households)
    taken(ending)


if __name__ == "__main__":
    main()
