"""How fast a workbook of households becomes a register: from the file's bytes to rows in PostgreSQL.

`python bench/importing.py [--quick] [--classes]`: 100,000 made persons of 28,000 households in 40 villages,
as officer of the commune, under row-level security, on the embedded server; then the same list again, and its
undoing. With `--classes` the list says the class of each household, and one decision is told for all.
Target: 5,000 rows a second from the file to what is committed.
"""

import os
import random
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

TARGET = 5_000
VILLAGES = 40
DAY = date(2026, 1, 1)
HEADINGS = (
    "STT",
    "Số hộ",
    "Thôn",
    "Họ và tên",
    "Quan hệ với chủ hộ",
    "Giới tính",
    "Ngày sinh",
    "Số CCCD",
    "Dân tộc",
    "Thẻ BHYT",
)
SURNAMES, MIDDLES = (
    ("Mẫu", "Thử", "Trình", "Diễn", "Ví"),
    ("Văn", "Thị", "Đức", "Ngọc", "Minh", "Thanh", "Kim"),
)
GIVEN = (
    "An",
    "Bình",
    "Chi",
    "Dũng",
    "Đức",
    "Giang",
    "Hà",
    "Hoà",
    "Khánh",
    "Lan",
    "Mai",
    "Nam",
    "Oanh",
    "Phúc",
    "Sơn",
)


def _workbook(place: Path, people: int) -> None:
    import xlsxwriter  # noqa: PLC0415

    draw = random.Random(1)
    book = xlsxwriter.Workbook(str(place), {"constant_memory": True})
    page = book.add_worksheet("Hộ")
    classes = ("Hộ nghèo", "Hộ cận nghèo", "Không nghèo") if "--classes" in sys.argv else ()
    page.write_row(0, 0, [*HEADINGS, "Diện hộ"] if classes else HEADINGS)
    home = in_home = 0
    size = 0
    for row in range(1, people + 1):
        if in_home == size:
            home, in_home, size = home + 1, 0, draw.randint(1, 6)
        relation = "Chủ hộ" if in_home == 0 else draw.choice(("Vợ", "Con", "Con", "Mẹ"))
        name = f"{draw.choice(SURNAMES)} {draw.choice(MIDDLES)} {draw.choice(GIVEN)} {draw.choice(GIVEN)}"
        year = draw.randint(1940, 2024)
        birth = f"{draw.randint(1, 28)}/{draw.randint(1, 12)}/{year}" if row % 5 else str(year)
        cells = (
            row,
            home,
            f"Thôn {home % VILLAGES + 1}",
            name,
            relation,
            "Nam",
            birth,
            "",
            "Kinh",
            "x" if row % 3 else "",
        )
        of_class = (classes[home % 3],) if classes and in_home == 0 else ()
        page.write_row(row, 0, (*cells, *of_class))
        in_home += 1
    book.close()


def _places() -> int:
    from giamngheo.foundation.areas.actions import prepare, propose, put_in_force  # noqa: PLC0415
    from giamngheo.foundation.areas.kinds import Kind  # noqa: PLC0415
    from giamngheo.foundation.areas.models import Batch, Change, Code  # noqa: PLC0415
    from giamngheo.foundation.areas.states import Verb  # noqa: PLC0415
    from giamngheo.foundation.audit.actions import SYSTEM  # noqa: PLC0415

    made = [("1", Kind.PROVINCE, "Mẫu", ""), ("11", Kind.COMMUNE, "Mẫu", "1")]
    made += [(f"11-{n}", Kind.VILLAGE, str(n), "11") for n in range(1, VILLAGES + 1)]
    changes = [
        Change(place=place, verb=Verb.CREATE, code=code, kind=kind, name=name, parent_code=parent)
        for place, (code, kind, name, parent) in enumerate(made, 1)
    ]
    batch = Batch(title="Đo", instrument="Đo", day=date(2020, 1, 1))
    put_in_force(propose(prepare(batch, SYSTEM, changes), SYSTEM), SYSTEM)
    return Code.objects.get(code="11").area_id


def _run(place: Path, area_id: int, user: int) -> None:
    from django.db import transaction  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from giamngheo.apps.exchange.register.preparing import Asked, prepare_import  # noqa: PLC0415
    from giamngheo.apps.exchange.register.standings import ListDecision  # noqa: PLC0415
    from giamngheo.apps.exchange.register.writing import write  # noqa: PLC0415
    from giamngheo.apps.households.actions import About  # noqa: PLC0415
    from giamngheo.apps.households.bulk import undo_batch  # noqa: PLC0415
    from giamngheo.foundation.accounts.acting import acting  # noqa: PLC0415
    from giamngheo.foundation.audit.actions import Actor  # noqa: PLC0415

    decision = ListDecision("1/QĐ-UBND", DAY) if "--classes" in sys.argv else ListDecision()
    asked, about, who = (
        Asked(area_id, "đo", DAY, decision=decision),
        About(DAY, source="đo"),
        Actor(user, "Người đo"),
    )
    batches = []
    for what in ("first time", "the same again"):
        start = time.perf_counter()
        with acting(user, timezone.localdate()):
            found = prepare_import(place, asked)
            compared = time.perf_counter()
            with transaction.atomic():
                batches.append(write(found.plan, asked.scheme, about, who))
        spent = time.perf_counter() - start
        rows = found.plan.people.height
        print(
            f"{what}: {rows:,} rows in {spent:.1f} s = {rows / spent:,.0f} rows/s"
            f" (read and compared {compared - start:.1f} s, written {start + spent - compared:.1f} s)"
            f" counts {found.plan.counts}"
        )
        if what == "first time":
            print("target", "met" if rows / spent >= TARGET else "MISSED", f"({TARGET:,} rows/s)")
    start = time.perf_counter()
    with acting(user, timezone.localdate()):
        undo_batch(batches[0], About(timezone.localdate(), "đo"), who)
    print(f"undone in {time.perf_counter() - start:.1f} s")


def main() -> None:
    """Print the rates."""
    os.environ["GIAMNGHEO_DATA"] = tempfile.mkdtemp(prefix="giamngheo-bench-")
    os.environ["DJANGO_SETTINGS_MODULE"] = "giamngheo.config.settings"
    os.environ["GIAMNGHEO_HOSTS"] = "testserver"
    from giamngheo.config.database import serving  # noqa: PLC0415

    with serving():
        from django import setup  # noqa: PLC0415

        setup()
        from django.core.management import call_command  # noqa: PLC0415
        from tests.factories.people import make_person  # noqa: PLC0415

        from giamngheo.foundation.areas.models import Area  # noqa: PLC0415

        call_command("migrate", verbosity=0)
        area_id = _places()
        officer = make_person(("officer", Area.objects.get(pk=area_id)))
        place = Path(os.environ["GIAMNGHEO_DATA"]) / "ho.xlsx"
        _workbook(place, 10_000 if "--quick" in sys.argv else 100_000)
        _run(place, area_id, officer.pk)


if __name__ == "__main__":
    main()
