"""What statutory tables cost from a frozen state, beside the best query by hand of the same sums, in one run.

`python bench/report_tables.py [--households N] [--ledger]`: a made-up country (27 million households without
another N) as a snapshot holds it, Parquet by province, 3,321 communes of ten villages; each table by commune,
in turn with one scan by hand that sums the same columns. With `--ledger` the province of `bench/reviewing.py`
(494,894 households) is frozen from PostgreSQL in the background's way, and its tables are reckoned from it.
"""

import argparse
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from bench.asking import on_copy_of_reviewed  # noqa: E402

COMMUNES, VILLAGES, PROVINCES = 3_321, 10, 34
RUNS = 3
TARGET = 2
UNIT_OF = {village: village // VILLAGES for village in range(COMMUNES * VILLAGES)}


def made(count: int) -> Path:
    """The households of a made-up country as a snapshot holds them, written once under bench/data/."""
    folder = ROOT / "bench" / "data" / f"published-{count}"
    if not folder.exists():
        part = folder.with_name(f"{folder.name}.part")
        for province in range(PROVINCES):
            (part / f"province={province:02}").mkdir(parents=True)
            _province(province, count // PROVINCES).write_parquet(
                part / f"province={province:02}" / "part-0.parquet"
            )
        part.rename(folder)
    return folder


def _province(province: int, count: int) -> pl.DataFrame:
    from giamngheo.law.library import code_list, rules_of  # noqa: PLC0415

    chance = np.random.default_rng(2026 + province)
    villages = np.arange(province * len(UNIT_OF) // PROVINCES, (province + 1) * len(UNIT_OF) // PROVINCES)
    now = chance.choice(np.array([0, 1, 2, 3, 4], np.int8), count, p=[0.9, 0.02, 0.03, 0.01, 0.04])
    then = np.where(chance.random(count) < 0.8, now, chance.choice(np.array([0, 1, 2], np.int8), count))
    told = now > 0
    members = chance.integers(1, 7, count)

    def truth(share: float) -> Any:
        return chance.random(count) < share

    frame = pl.DataFrame(
        {
            "household": np.arange(count) + province * 1_000_000,
            "area": np.sort(chance.choice(villages, count)),
            "is_here": truth(0.999),
            "is_newcomer": truth(0.001),
            "class_code": now,
            "class_code_opening": then,
            "listed_before": truth(0.1) | np.isin(then, (1, 2)),
            "member_count": members,
            "member_count_opening": members,
            "minority_members": np.where(truth(0.15), members, 0),
            "children": np.minimum(chance.integers(0, 4, count), members),
            "ethnic_minority": truth(0.15),
            "merit": truth(0.03),
            "no_working_capacity": truth(0.05),
            "woman_head": truth(0.25),
            "head_ethnicity": chance.choice(np.array(["kinh", "tay", "thai", "muong"]), count),
            "deprivations_told": told,
            "causes_told": told,
            **{f"cause_{one}": told & truth(0.3) for one in code_list("poverty_causes")},
            **{
                f"deprived_{one.id}": told & truth(0.2)
                for one in rules_of("national_2022_2026").standard.deprivations
            },
        }
    )
    return frame.with_columns(pl.col("area").alias("area_opening"))


def by_hand(households: pl.LazyFrame, name: str) -> pl.DataFrame:
    """One scan: the sums of a table by commune, as somebody would write it for this file."""
    here, now = pl.col("is_here"), pl.col("class_code")
    poor, near = here & (now == 1), here & (now == 2)
    listed = (("poor", poor), ("near_poor", near))
    rules = [name for name in households.collect_schema() if name.startswith("deprived_")]
    causes = [name for name in households.collect_schema() if name.startswith("cause_")]
    minority, merit, idle = (pl.col(one) for one in ("ethnic_minority", "merit", "no_working_capacity"))
    members = pl.col("member_count")

    def persons(which: pl.Expr, of: str = "member_count") -> pl.Expr:
        return pl.col(of).filter(which).sum()

    queries: dict[str, list[pl.Expr]] = {
        "official_result": [
            here.sum(),
            persons(here).alias("p"),
            *(one.sum().alias(f"h{place}") for place, one in enumerate((poor, near, here & (now == 3)))),
            *(persons(one).alias(f"p{place}") for place, one in enumerate((poor, near, here & (now == 3)))),
        ],
        "poor_deprivations": [poor.sum(), *((poor & pl.col(one)).sum().alias(one) for one in rules)],
        "near_poor_deprivations": [near.sum(), *((near & pl.col(one)).sum().alias(one) for one in rules)],
        "groups": [
            cell
            for word, one in listed
            for cell in (
                one.sum().alias(word),
                *(
                    (one & group).sum().alias(f"{word}{place}")
                    for place, group in enumerate((minority, merit, idle))
                ),
                (one & ~minority & ~merit & ~idle).sum().alias(f"{word}o"),
                (one & (pl.sum_horizontal(minority, merit, idle) > 1)).sum().alias(f"{word}x"),
            )
        ],
        "causes": [
            cell
            for word, one in listed
            for cell in (one.sum().alias(word), *((one & pl.col(c)).sum().alias(word + c) for c in causes))
        ],
        "children": [
            cell
            for word, one in listed
            for cell in (
                persons(one, "children").alias(word),
                *(
                    persons(one & pl.col(f"deprived_{lack}"), "children").alias(word + lack)
                    for lack in ("nutrition", "health_insurance", "school_attendance")
                ),
            )
        ],
        "poor_by_standard": [
            here.sum(),
            (here & minority).sum().alias("m"),
            persons(here).alias("p"),
            persons(here, "minority_members").alias("mp"),
            poor.sum().alias("l"),
            *((poor & one).sum().alias(f"l{place}") for place, one in enumerate((minority, merit, idle))),
            (poor & pl.col("woman_head")).sum().alias("w"),
            persons(poor).alias("lp"),
            persons(poor, "minority_members").alias("lmp"),
        ],
    }
    if name in queries:
        return households.group_by(pl.col("area") // VILLAGES).agg(queries[name]).collect(engine="streaming")
    if name == "ethnic_groups":
        cells = [one.sum().alias(word) for word, one in listed]
        cells += [members.filter(one).sum().alias(f"{word}p") for word, one in listed]
        grouped = households.group_by(pl.col("area") // VILLAGES, "head_ethnicity").agg(cells)
        return grouped.collect(engine="streaming")
    # A movement: standings of both days crossed, in households and persons.
    then = pl.col("class_code_opening")
    crossed = households.filter(now.is_in((1, 2)) | then.is_in((1, 2))).group_by(
        pl.col("area") // VILLAGES, then, now, "is_here", "listed_before", "is_newcomer"
    )
    return crossed.agg(pl.len(), members.sum(), pl.col("member_count_opening").sum()).collect(
        engine="streaming"
    )


def _spent(work: Callable[[], Any]) -> tuple[float, float]:
    start, used = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - start, time.process_time() - used


def tables(folder: str, unit_of: dict[int, int], hand: bool) -> None:
    """Each table in turn with its query by hand; the least of the runs."""
    from giamngheo.apps.reports.reckoning import reckon  # noqa: PLC0415
    from giamngheo.law.reports.library import statutory_tables  # noqa: PLC0415
    from giamngheo.measurement.engines import parquet_files, scan  # noqa: PLC0415

    print(f"{'table':<28}{'s':>8}{'CPU-s':>8}{'by hand s':>11}{'CPU-s':>8}{'ratio':>8}{'in CPU':>8}")
    for name, table in statutory_tables().items():
        ours, theirs = [], []
        for _ in range(RUNS):
            ours.append(_spent(lambda table=table: reckon(table, scan(folder), unit_of)))
            if hand and not name.endswith("rates") and name != "near_poor_by_standard":
                plan = pl.scan_parquet(parquet_files(folder))
                theirs.append(_spent(lambda plan=plan, name=name: by_hand(plan, name)))
        wall, cpu = min(one for one, _ in ours), min(one for _, one in ours)
        line = f"{name:<28}{wall:>8.2f}{cpu:>8.2f}"
        if theirs:
            least, least_cpu = min(one for one, _ in theirs), min(one for _, one in theirs)
            line += f"{least:>11.2f}{least_cpu:>8.2f}{wall / least:>8.2f}{cpu / least_cpu:>8.2f}"
        print(line, flush=True)
    print(
        f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB; target {TARGET}×"
    )


def frozen_province() -> None:
    """Freeze the province under review from PostgreSQL, and reckon its tables."""
    from giamngheo.apps.households.models import Household  # noqa: PLC0415
    from giamngheo.apps.reports.queries import units_of  # noqa: PLC0415
    from giamngheo.apps.snapshots.actions import Wanted, make_snapshot  # noqa: PLC0415
    from giamngheo.foundation.areas.kinds import Tier  # noqa: PLC0415
    from giamngheo.foundation.areas.models import Area  # noqa: PLC0415
    from giamngheo.foundation.areas.queries import path_of  # noqa: PLC0415
    from giamngheo.foundation.audit.actions import SYSTEM  # noqa: PLC0415

    day = date(2026, 11, 20)
    province = path_of(Household.objects.values_list("area_id", flat=True)[0], day)[-3]
    wanted = Wanted(Area.objects.get(pk=province.area_id), date(2025, 12, 31), day, "Đo")
    start = time.perf_counter()
    made_of = make_snapshot(wanted, SYSTEM)
    spent, size = (
        time.perf_counter() - start,
        sum(one.stat().st_size for one in made_of.folder.rglob("*.parquet")),
    )
    told = f"{made_of.households:,} households, {made_of.people:,} people"
    print(f"frozen: {told} in {spent:.1f} s, {size / 2**20:.0f} MB")
    units = units_of(made_of, Tier.COMMUNE, day)
    tables(str(made_of.folder / "households"), dict(units.unit_of), hand=False)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--households", type=int, default=27_000_000)
    parser.add_argument("--ledger", action="store_true")
    parser.add_argument("--reviewed", type=int, default=500_000)
    args = parser.parse_args()
    if args.ledger:
        on_copy_of_reviewed(args.reviewed, frozen_province)
        return
    start = time.perf_counter()
    folder = made(args.households)
    print(f"{args.households:,} households ({time.perf_counter() - start:.0f} s to write them where needed)")
    tables(str(folder), UNIT_OF, hand=True)


if __name__ == "__main__":
    main()
