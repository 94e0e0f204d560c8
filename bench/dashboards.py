"""What dashboards cost while 50 officers look at them, beside a bare list of plain Django (the floor).

`python bench/dashboards.py [--communes N] [--seconds N]`: a made-up province (97 communes of ten villages and
494,700 households without another N) with three frozen years, summed as the product does it; a third of the
officers answer for the province, the others for a commune. Each opens a page every ten seconds: the dashboard
of the unit and of one below, a picture as .svg, its table as .csv. Among them ten people ask for the bare
list of `bench/register_site.py` every two seconds. All come within half a minute, which is not counted.
Before, each page is asked alone, in turn with the floor.
"""

import argparse
import hashlib
import itertools
import random
import shutil
import sys
import time
import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from bench.asking import (  # noqa: E402
    CONNECTIONS,
    WARM,
    asked,
    cookie_of,
    make_bare_list,
    median_and_95th,
    on_database_of,
    people_of,
    row_of,
    said,
    serve,
    together,
)
from bench.at_work import Person, Step, at_work  # noqa: E402

OFFICERS, OF_THE_FLOOR = 50, 10
BETWEEN_PAGES, BETWEEN_LISTS = 10.0, 2.0
FLOOR = "bare list"
VILLAGES, HOUSEHOLDS = 10, 510  # a village
YEARS = (2023, 2024, 2025)


def main() -> None:
    """Make the province, measure, print; all of it is thrown away afterwards."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--communes", type=int, default=97)
    parser.add_argument("--seconds", type=int, default=90)
    args = parser.parse_args()
    data = ROOT / "bench" / "data" / "dashboards"
    shutil.rmtree(data, ignore_errors=True)
    try:
        on_database_of(data, lambda: _run(args.communes, args.seconds))
    finally:
        shutil.rmtree(data, ignore_errors=True)


def _run(communes: int, seconds: int) -> None:
    from giamngheo.apps.dashboards.actions import sum_up  # noqa: PLC0415
    from giamngheo.foundation.audit.actions import SYSTEM  # noqa: PLC0415

    province, below = _units(communes)
    snapshots = [_frozen(province, below, year) for year in YEARS]
    for one in snapshots:
        start = time.perf_counter()
        sum_up(one, SYSTEM)
        print(f"summed {one.households:,} households of {one.title}: {time.perf_counter() - start:.1f} s")
    own = {area: [_frozen(area, {area: below[area]}, year) for year in YEARS] for area in list(below)[:8]}
    for made in own.values():
        for one in made:
            sum_up(one, SYSTEM)
    make_bare_list()
    bare = f"/tran/{next(iter(below))}/"
    above = people_of("officer", province, OFFICERS // 3)
    others = [people_of("officer", area, -(-(OFFICERS - len(above)) // len(own))) for area in own]
    homes = {who.pk: _pages(snapshots[-1].pk, province, next(iter(below))) for who in above}
    for (area, made), people in zip(own.items(), others, strict=True):
        homes |= {who.pk: _pages(made[-1].pk, area, below[area][0]) for who in people}
    officers = [*above, *itertools.chain.from_iterable(others)][:OFFICERS]
    cookies = {who.pk: cookie_of(who) for who in officers}
    process = serve()
    try:
        whose = (("province", above[0]), ("commune", others[0][0]))
        alone = {
            (name, page): _alone(cookies[who.pk], bare, to)
            for name, who in whose
            for page, to in homes[who.pk].items()
        }
        crowd = [
            Person(cookies[who.pk], _looking("province" if who in above else "commune", homes[who.pk]))
            for who in officers
        ]
        floor = itertools.repeat((FLOOR, bare, BETWEEN_LISTS))
        crowd += [Person(cookies[officers[0].pk], floor) for _ in range(OF_THE_FLOOR)]
        _print(alone, at_work(crowd, seconds), seconds)
    finally:
        process.terminate()
        process.wait(30)


def _units(communes: int) -> tuple[int, dict[int, list[int]]]:
    """A province with its communes and their villages."""
    from giamngheo.foundation.areas.actions import prepare, propose, put_in_force  # noqa: PLC0415
    from giamngheo.foundation.areas.kinds import Kind  # noqa: PLC0415
    from giamngheo.foundation.areas.models import Batch, Change, Code  # noqa: PLC0415
    from giamngheo.foundation.areas.states import Verb  # noqa: PLC0415
    from giamngheo.foundation.audit.actions import SYSTEM  # noqa: PLC0415

    told = [("n", Kind.NATION, "Việt Nam", ""), ("p", Kind.PROVINCE, "Mẫu", "n")]
    for place in range(communes):
        told.append((f"c{place}", Kind.COMMUNE, f"Mẫu {place}", "p"))
        told += [(f"c{place}v{n}", Kind.VILLAGE, f"Thử {n}", f"c{place}") for n in range(VILLAGES)]
    changes = [
        Change(place=place, verb=Verb.CREATE, code=code, kind=kind, name=name, parent_code=above)
        for place, (code, kind, name, above) in enumerate(told, start=1)
    ]
    batch = Batch(title="Địa bàn đo", instrument="Dữ liệu đo", day=date(2020, 1, 1))
    put_in_force(propose(prepare(batch, SYSTEM, changes), SYSTEM), SYSTEM)
    area_of = dict(Code.objects.values_list("code", "area_id"))
    below = {
        area_of[f"c{place}"]: [area_of[f"c{place}v{n}"] for n in range(VILLAGES)] for place in range(communes)
    }
    return area_of["p"], below


def _frozen(area: int, below: dict[int, list[int]], year: int) -> Any:
    """A snapshot of made-up households in these villages, as the product writes one."""
    from bench.report_tables import _province  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from giamngheo.apps.snapshots.files import (  # noqa: PLC0415
        Manifest,
        OfArea,
        table_text,
        write_manifest,
        write_part,
    )
    from giamngheo.apps.snapshots.models import Snapshot  # noqa: PLC0415

    villages = [village for of in below.values() for village in of]
    frame = _province(year, len(villages) * HOUSEHOLDS)
    placed = pl.Series("area", [villages[row % len(villages)] for row in range(frame.height)], pl.Int64)
    frame = frame.with_columns(placed, placed.alias("area_opening"))
    made = Snapshot(
        key=uuid.uuid4(),
        area_id=area,
        opening=date(year - 1, 12, 31),
        closing=date(year, 12, 14),
        title=f"Kết quả năm {year}",
        standard="national_2022_2026",
        households=frame.height,
        people=0,
        made_at=timezone.now(),
        made_by_name="Người đo",
    )
    made.folder.mkdir(parents=True)
    tables = {
        name: table_text([write_part(made.folder, name, "province=p", rows)], rows.schema)
        for name, rows in (("households", frame), ("people", pl.DataFrame({"person": [0]})))
    }
    manifest = Manifest(
        key=str(made.key),
        area=OfArea(area, "p", "Mẫu"),
        opening=made.opening,
        closing=made.closing,
        title=made.title,
        made_at=made.made_at,
        engine="đo",
        standard=made.standard,
        law=hashlib.sha256(b"").hexdigest(),
        ledger=0,
        tables=tables,
    )
    made.manifest_hash = write_manifest(made.folder, manifest)
    made.save(force_insert=True)
    return made


def _pages(snapshot: int, area: int, unit: int) -> dict[str, str]:
    at = f"/tong-quan/{snapshot}/{area}"
    return {
        "dashboard": f"{at}/",
        "unit below": f"/tong-quan/{snapshot}/{unit}/",
        "picture .svg": f"{at}/so-sanh.svg",
        "table .csv": f"{at}/so-sanh.csv",
    }


def _alone(cookie: str, bare: str, address: str) -> list[tuple[float, float]]:
    """The floor and the page in turn."""
    spent: tuple[list[float], list[float]] = ([], [])
    for to in (bare, address):
        together([cookie] * CONNECTIONS, to, WARM)
    for _ in range(4):
        for place, to in enumerate((bare, address)):
            spent[place].extend(asked(cookie, to, 8))
    return [median_and_95th(one) for one in spent]


def _looking(whose: str, pages: dict[str, str]) -> Iterator[Step]:
    """An officer goes through the pages, the dashboard every other time."""
    others = [(page, to) for page, to in pages.items() if page != "dashboard"]
    for page, address in itertools.cycle(random.sample(others, len(others))):
        yield f"{whose}: dashboard", pages["dashboard"], BETWEEN_PAGES
        yield f"{whose}: {page}", address, BETWEEN_PAGES


def _print(
    alone: dict[tuple[str, str], list[tuple[float, float]]], spent: dict[str, list[float]], seconds: int
) -> None:
    answers = sum(map(len, spent.values()))
    print(f"{OFFICERS} officers: {answers:,} answers, {answers / seconds:.1f} a second")
    print(row_of("page", "alone", "× bare", "at work", "× bare (p95)", "answers"))
    by_itself = {f"{whose}: {page}": told for (whose, page), told in alone.items()}
    floor = median_and_95th(spent[FLOOR])
    for name in sorted(spent):
        times, bare_and_page = median_and_95th(spent[name]), by_itself.get(name)
        first = ["", ""]
        if bare_and_page:
            bare, page = bare_and_page
            first = [said(page), f"{page[0] / bare[0]:.1f}"]
        print(row_of(name, *first, said(times), f"{times[1] / floor[1]:.1f}", str(len(spent[name]))))


if __name__ == "__main__":
    main()
