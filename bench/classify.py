"""Measures the classification against the best hand-written Polars query with the same answer, in one run.

`python bench/classify.py [--quick]`: every measurement runs in its own process (peak memory is that
process's), contestants alternate, and the best of the runs counts.
"""

import hashlib
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from bench.by_hand import SCORED_QUERIES, SURVEYED_QUERIES  # noqa: E402 - the paths above come first
from bench.households import scored, surveyed  # noqa: E402

from giamngheo.law.library import rules_for  # noqa: E402
from giamngheo.measurement.engines import collect, scan  # noqa: E402
from giamngheo.measurement.reasons import with_reasons  # noqa: E402
from giamngheo.measurement.run import classify, count_classes  # noqa: E402

DAY = date(2025, 10, 1)
ENGINE = "giamngheo"
RUNS = 3
TARGET = 1.5


def counted_scored(count: int) -> pl.DataFrame:
    """What the product counts from scored sheets."""
    households = scan(str(scored(count)))
    return collect(count_classes(classify(households, rules_for(DAY)), ["commune"])).to_native()


def counted_surveyed(count: int) -> pl.DataFrame:
    """What the product counts from answers of households and members."""
    homes, members = (scan(str(path)) for path in surveyed(count))
    return collect(count_classes(classify(homes, rules_for(DAY), members), ["commune"])).to_native()


CONTESTS: dict[str, dict[str, Callable[[int], pl.DataFrame]]] = {
    "scored": {
        ENGINE: counted_scored,
        **{name: lambda n, q=query: _stream(q(scored(n))) for name, query in SCORED_QUERIES.items()},
    },
    "surveyed": {
        ENGINE: counted_surveyed,
        **{name: lambda n, q=query: _stream(q(*surveyed(n))) for name, query in SURVEYED_QUERIES.items()},
    },
}


def _stream(plan: pl.LazyFrame) -> pl.DataFrame:
    return plan.collect(engine="streaming")


def run_one(contest: str, name: str, count: int) -> dict[str, Any]:
    """One measurement in this process: seconds, CPU seconds, peak megabytes, and what was counted."""
    started, cpu = time.perf_counter(), time.process_time()
    table = CONTESTS[contest][name](count)
    figures = {"wall": time.perf_counter() - started, "cpu": time.process_time() - cpu}
    figures["megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    counted = table.sort("commune").select(sorted(table.columns)).cast(pl.Int64)
    return figures | {"answer": hashlib.sha256(counted.write_csv().encode()).hexdigest()}


def measured(contest: str, count: int) -> dict[str, dict[str, Any]]:
    """The best of the runs of every contestant, in alternation; all must have counted the same."""
    best: dict[str, dict[str, Any]] = {}
    for _ in range(RUNS):
        for name in CONTESTS[contest]:
            command = [sys.executable, __file__, "--one", contest, name, str(count)]
            found = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
            before = best.setdefault(name, found)
            if found["answer"] != next(iter(best.values()))["answer"]:
                raise SystemExit(f"{name} counts differently from the others")
            best[name] = before | {key: min(before[key], found[key]) for key in ("wall", "cpu")}
            best[name]["megabytes"] = max(before["megabytes"], found["megabytes"])
    return best


def report(contest: str, count: int) -> float:
    """Print one contest; returns the wall time of the product."""
    found = measured(contest, count)
    ours = found[ENGINE]
    print(f"\n{contest}, {count:,} households")
    for name, figures in found.items():
        print(
            f"  {name:24} {figures['wall']:7.2f} s {figures['cpu']:8.2f} CPU-s {figures['megabytes']:8.0f} MB"
        )
    rivals = [figures for name, figures in found.items() if name != ENGINE]
    wall = ours["wall"] / min(rival["wall"] for rival in rivals)
    cpu = ours["cpu"] / min(rival["cpu"] for rival in rivals)
    print(f"  ratio to the best by hand: wall {wall:.2f}, CPU {cpu:.2f} (target {TARGET})")
    return float(ours["wall"])


def one_on_screen() -> float:
    """Median milliseconds to classify one household with members and to give its reasons."""
    homes, members = (pl.read_parquet(path) for path in surveyed(200_000))
    import narwhals.stable.v2 as nw  # noqa: PLC0415 - only this measurement builds frames itself

    rules, spent = rules_for(DAY), []
    for household in range(60):
        started = time.perf_counter()
        home = nw.from_native(homes.filter(pl.col("household") == household).lazy())
        people = nw.from_native(members.filter(pl.col("household") == household).lazy())
        collect(with_reasons(classify(home, rules, people, explain=True), rules))
        spent.append((time.perf_counter() - started) * 1000)
    return statistics.median(spent)


def main(quick: bool) -> None:
    sizes = [200_000, 1_000_000] if quick else [1_000_000, 5_000_000, 27_000_000]
    seconds = {count: report("scored", count) for count in sizes}
    per_million = {count: wall / count * 1e6 for count, wall in seconds.items()}
    print("\nseconds a million: " + ", ".join(f"{n:,}: {s:.3f}" for n, s in per_million.items()))
    report("surveyed", 200_000 if quick else 5_000_000)
    print(f"\none household with members, class and reasons: {one_on_screen():.1f} ms (target 100)")


if __name__ == "__main__":
    if "--one" in sys.argv:
        place = sys.argv.index("--one")
        print(json.dumps(run_one(sys.argv[place + 1], sys.argv[place + 2], int(sys.argv[place + 3]))))
    else:
        main("--quick" in sys.argv)
