"""What the review of a province costs: proposals, decisions, tables beside the bare engine plus COPY.

`python bench/reviewing.py [--households N] [--profile]`: communes of 5,100 households whose sheets are
sealed, on a PostgreSQL of its own, written once under bench/data/, measured on a copy, as officer and
chairman of the province under row-level security. The floor, in the same run: `classify` of the same frames,
already in memory, and one COPY of as many rows into a bare table with the columns of proposals.
"""

import argparse
import cProfile
import os
import platform
import pstats
import sys
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from bench.asking import on_copy_of_reviewed, on_database_of, reviewed  # noqa: E402

TARGET = 5
_BARE = "CREATE TEMPORARY TABLE bare_proposals AS SELECT * FROM reviews_proposal LIMIT 0"
_COLUMNS = (
    "entry_id, number, sheet_version_id, day, standard, engine, household_class, income_points, "
    "points_at_least, points_at_most, deprivations, reason, missing, pivot, made_by_name, made_at"
)


@dataclass(frozen=True)
class Spent:
    """Seconds by the clock, and of the processors: of this process and of its connection's server process."""

    clock: float
    cpu: float

    def __add__(self, other: "Spent") -> "Spent":
        return Spent(self.clock + other.clock, self.cpu + other.cpu)


def _spent(work: Callable[[], object], times: int = 1) -> Spent:
    """What the run of so many costs that takes the least."""
    runs = []
    for _ in range(times):
        clock, cpu = time.perf_counter(), _cpu()
        work()
        runs.append(Spent(time.perf_counter() - clock, _cpu() - cpu))
    return Spent(min(run.clock for run in runs), min(run.cpu for run in runs))


class _Servers(threading.Thread):
    """Seconds of all server processes that serve a connection, those that are over included.

    Looked at four times a second; what the database does by itself (vacuum, checkpoints) is not counted.
    """

    def __init__(self, parent: int) -> None:
        super().__init__(daemon=True)
        self.parent = parent
        self.ticks: dict[str, int] = {}

    def run(self) -> None:
        while True:
            self.look()
            time.sleep(0.25)

    def look(self) -> float:
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):  # over since it was listed
                told = (process / "stat").read_text().rpartition(")")[2].split()
                if int(told[1]) == self.parent and b"[local]" in (process / "cmdline").read_bytes():
                    self.ticks[process.name] = sum(map(int, told[11:13]))
        return sum(self.ticks.values()) / os.sysconf("SC_CLK_TCK")


_SERVERS: list[_Servers] = []


def _cpu() -> float:
    """Seconds of this process and of the server processes of its connections."""
    from django.db import connection  # noqa: PLC0415

    if not _SERVERS:
        connection.ensure_connection()
        stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text()
        _SERVERS.append(_Servers(int(stat.rpartition(")")[2].split()[1])))
        _SERVERS[0].start()
    return time.process_time() + _SERVERS[0].look()


def _floors(rounds: Sequence[Any]) -> dict[str, Spent]:
    """Seconds of the engine alone on all households at once, without and with its words, and of one COPY."""
    from django.db.models import Q  # noqa: PLC0415

    from giamngheo.apps.reviews.scoring import proposed  # noqa: PLC0415
    from giamngheo.apps.surveys.evidence import evidence_of_sealed  # noqa: PLC0415
    from giamngheo.law.library import rules_for  # noqa: PLC0415
    from giamngheo.measurement.reasons import with_reasons  # noqa: PLC0415
    from giamngheo.measurement.run import classify  # noqa: PLC0415

    rules = rules_for(rounds[0].opened_on)
    parts = [evidence_of_sealed(one.occasion, one.form, rules, Q(), one.asked_also) for one in rounds]
    households = pl.concat([one.households for one in parts])
    members = pl.concat([one.members for one in parts])
    made = pl.concat([proposed(one) for one in rounds])
    print(f"{households.height:,} households, {members.height:,} members in {len(rounds)} communes")

    def engine(explain: bool) -> Any:
        homes, folk = nw.from_native(households.lazy()), nw.from_native(members.lazy())
        return classify(homes, rules, folk, explain=explain)

    return {
        "bare classify": _spent(lambda: engine(False).collect(), 3),
        "with reasons": _spent(lambda: with_reasons(engine(True), rules).collect(), 3),
        "COPY": _spent(lambda: _copied(made), 3),
    }


def _copied(made: pl.DataFrame) -> None:
    from django.db import connection  # noqa: PLC0415

    listed = pl.concat_str(pl.lit("{"), pl.col("deprivations").list.join(","), pl.lit("}"))
    number = pl.int_range(pl.len())
    rows = made.select(
        entry=number,
        number=1,
        version=number,
        day=pl.lit("2026-09-01"),
        standard=pl.lit("national_2022_2026"),
        engine=pl.lit("giamngheo"),
        household_class="household_class",
        income_points="income_points",
        points_at_least="points_at_least",
        points_at_most="points_at_most",
        deprivations=listed,
        reason="reason",
        missing="missing",
        pivot="pivot",
        by=pl.lit("Người đo"),
        at=pl.lit("2026-10-01"),
    )
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS bare_proposals")
        cursor.execute(_BARE)
        with cursor.copy(f"COPY bare_proposals ({_COLUMNS}) FROM STDIN (FORMAT csv)") as copy:
            copy.write(rows.write_csv(include_header=False, quote_style="non_numeric"))


def _measure(rounds: Sequence[Any], officer: Any, leader: Any) -> dict[str, Spent]:
    """Seconds of each piece of work on all communes, one after the other."""
    from bench.reviewed_province import DECIDED, tell_the_steps  # noqa: PLC0415
    from django.utils import timezone  # noqa: PLC0415

    from giamngheo.apps.reviews.actions import Signed, decide  # noqa: PLC0415
    from giamngheo.apps.reviews.long_work import counted, of_rounds, scored  # noqa: PLC0415
    from giamngheo.apps.reviews.models import Case  # noqa: PLC0415
    from giamngheo.apps.reviews.papers.of_round import opinion_report, recognition_decision  # noqa: PLC0415
    from giamngheo.apps.reviews.period_tables import period_tables, workbook  # noqa: PLC0415
    from giamngheo.apps.reviews.queries import entries_by_round, villages_of  # noqa: PLC0415
    from giamngheo.foundation.accounts.acting import acting  # noqa: PLC0415
    from giamngheo.foundation.accounts.roles import Permission  # noqa: PLC0415
    from giamngheo.foundation.accounts.scope import areas_reached  # noqa: PLC0415

    today = timezone.localdate()
    cases = {
        one.pk: list(Case.objects.filter(round=one).select_related("round").order_by("pk")) for one in rounds
    }

    def as_(who: Any, work: Callable[[Any], object]) -> Spent:
        with acting(who.id, today):
            return _spent(lambda: [work(one) for one in rounds])

    def at_once(who: Any, work: Callable[[], object]) -> Spent:
        with acting(who.id, today):
            return _spent(work)

    def tables() -> None:
        """As the background does them (`long_work.tabulate_in_background`)."""
        rows = [part for _, part in counted(of_rounds(rounds, entries_by_round), officer, today)]
        workbook(rounds[0], period_tables(rounds, pl.concat(rows), today), today)

    found = {"proposals": at_once(officer, lambda: list(scored(of_rounds(rounds), officer)))}
    found["tables"] = at_once(officer, tables)
    tell_the_steps()
    found["decisions"] = as_(
        leader, lambda one: decide(one, cases[one.pk], Signed(f"{one.pk}/QĐ", DECIDED, "Người đo"), leader)
    )
    within = areas_reached(leader.id, Permission.SEE_HOUSEHOLDS, today)
    found["counts"] = as_(leader, lambda one: villages_of(one, within, today))
    found["report"] = as_(leader, lambda one: opinion_report(cases[one.pk]))
    found["lists"] = as_(leader, lambda one: recognition_decision(cases[one.pk]))
    return found


def _told(households: int, floors: dict[str, Spent], found: dict[str, Spent]) -> None:
    """Print all with their ratios to the floor."""
    floor = floors["bare classify"] + floors["COPY"]
    papers = found["counts"] + found["report"] + found["lists"]
    whole = found["proposals"] + found["tables"]
    print(f"{'':<24}{'s':>9}{'CPU-s':>9}{'households/s':>14}{'× floor':>9}{'CPU':>7}")
    for name, spent in (
        *floors.items(),
        ("floor", floor),
        *found.items(),
        ("proposals and tables", whole),
        ("papers of communes", papers),
        ("all", whole + papers + found["decisions"]),
    ):
        print(
            f"{name:<24}{spent.clock:>9.2f}{spent.cpu:>9.2f}{households / spent.clock:>14,.0f}"
            f"{spent.clock / floor.clock:>9.1f}{spent.cpu / floor.cpu:>7.1f}"
        )
    met = whole.clock / floor.clock <= TARGET
    print(f"target of {TARGET} times the floor for proposals and tables: {'met' if met else 'MISSED'}")


def main() -> None:
    """Write the province where it is not there, measure on a copy of it, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--households", type=int, default=20_400)
    parser.add_argument("--profile", action="store_true", help="print where the time goes")
    parser.add_argument("--only-fill", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.only_fill:
        on_database_of(reviewed(args.households), lambda: _fill(args.households))
        return
    on_copy_of_reviewed(args.households, lambda: _run(args.profile))


def _fill(households: int) -> None:
    from bench.reviewed_province import fill  # noqa: PLC0415

    from giamngheo.foundation.audit.actions import SYSTEM  # noqa: PLC0415

    fill(households, SYSTEM)


def _run(with_profile: bool) -> None:
    from bench.country import PROVINCE  # noqa: PLC0415
    from bench.reviewed_province import rounds  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from giamngheo.apps.reviews.models import Entry  # noqa: PLC0415
    from giamngheo.foundation.audit.actions import Actor  # noqa: PLC0415

    officer, leader = (Actor(_person(role, PROVINCE), "Người đo") for role in ("officer", "leader"))
    print(f"{platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    profile = cProfile.Profile()
    connection.force_debug_cursor = with_profile
    floors = _floors(rounds())
    with profile if with_profile else nullcontext():
        found = _measure(rounds(), officer, leader)
    _told(Entry.objects.count(), floors, found)
    print(f"load {os.getloadavg()[0]:.1f} at the end")
    if with_profile:
        for one in connection.queries:
            if float(one["time"]) >= 0.1:
                print(f"    {one['time']} s  {one['sql'][:300]}")
        pstats.Stats(profile).sort_stats("cumulative").print_stats(70)


def _person(role: str, area: int) -> int:
    """Somebody who holds a role in an area, made once."""
    from django.db.backends.postgresql.psycopg_any import DateRange  # noqa: PLC0415

    from giamngheo.foundation.accounts.models import Holding, User  # noqa: PLC0415

    user, is_new = User.objects.get_or_create(
        username=f"do-{role}", defaults={"full_name": "Người đo", "password": "!"}
    )
    if is_new:
        valid = DateRange(date(2020, 1, 1), None)
        Holding.objects.create(user=user, role=role, area_id=area, valid=valid, ground="đo")
    return int(user.pk)


if __name__ == "__main__":
    main()
