"""Alkire-Foster by area over the rows of a country, against one pass written by hand; prints the ratio.

    python bench/indices.py [--rows 27000000] [--folder bench/data] [--times 3]

Both run in this process, in turns; the best of each counts, in processor time and by the clock. The pass
by hand is the fastest found: Polars streaming over narrow columns, grouped by area and by poor or not.
"""

import argparse
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from giamngheo.measurement.indices.run import measure
from giamngheo.measurement.indices.structure import Structure

AREAS = 3_321
CHUNK = 1_000_000
INDICATORS = [f"indicator_{number:02d}" for number in range(1, 13)]
DIMENSIONS = [INDICATORS[place : place + 2] for place in range(0, 12, 2)]


@dataclass
class Timing:
    """The best run so far, in seconds."""

    processor: float = float("inf")
    clock: float = float("inf")


def main() -> None:
    """Make the data if it is not there, run both ways in turns, print times, memory and ratios."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=27_000_000)
    parser.add_argument("--folder", type=Path, default=Path(__file__).parent / "data")
    parser.add_argument("--times", type=int, default=3)
    args = parser.parse_args()
    path = made_up_households(args.folder, args.rows)
    structure = Structure.of(INDICATORS, dimensions=DIMENSIONS)
    ways: dict[str, Callable[[], pl.DataFrame]] = {
        "ours": lambda: measure(pl.scan_parquet(path), structure, by=["area"]).table,
        "by hand": lambda: by_hand(path),
    }
    best = {name: Timing() for name in ways}
    results: dict[str, pl.DataFrame] = {}
    for _ in range(args.times):
        for name, way in ways.items():
            results[name] = timed(way, best[name])
    check_same(results["ours"], results["by hand"])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{args.rows:,} rows, {AREAS:,} areas, 12 indicators; best of {args.times}; peak {peak:,.0f} MB")
    for name, timing in best.items():
        print(f"  {name:8} {timing.processor:6.2f} s processor  {timing.clock:6.2f} s clock")
    print(
        f"  ratio    {best['ours'].processor / best['by hand'].processor:6.2f}              "
        f"{best['ours'].clock / best['by hand'].clock:6.2f}"
    )


def made_up_households(folder: Path, rows: int) -> Path:
    """A Parquet file of made-up households in no order of area, written in pieces; kept for next time."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"indices-{rows}.parquet"
    if path.exists():
        return path
    random = np.random.default_rng(2)
    schema = pa.schema([("area", pa.int32()), *[(name, pa.uint8()) for name in INDICATORS]])
    unfinished = path.with_suffix(".part")
    with pq.ParquetWriter(unfinished, schema, compression="zstd") as writer:
        for start in range(0, rows, CHUNK):
            size = min(CHUNK, rows - start)
            hardship = random.random(size, dtype=np.float32)
            columns = {"area": random.integers(0, AREAS, size, dtype=np.int32)}
            for place, name in enumerate(INDICATORS):
                often = 0.1 + 0.03 * place
                columns[name] = (random.random(size, dtype=np.float32) < hardship * often).astype(np.uint8)
            writer.write_table(pa.table(columns, schema=schema))
    return unfinished.rename(path)


def by_hand(path: Path) -> pl.DataFrame:
    """H, A, M0, raw and censored headcounts by area for twelve equal indicators and the cutoff 1/3."""
    score = pl.sum_horizontal(pl.col(name).cast(pl.Int16) for name in INDICATORS)
    sums = (
        pl.scan_parquet(path)
        .group_by("area", poor=score >= 4)
        .agg(pl.len().cast(pl.Int64).alias("people"), pl.col(INDICATORS).sum())
        .collect(engine="streaming")
    )
    poor = pl.col("poor")
    table = sums.group_by("area").agg(
        pl.col("people").sum(),
        pl.col("people").filter(poor).sum().alias("poor"),
        *[pl.col(name).sum().alias(f"raw {name}") for name in INDICATORS],
        *[pl.col(name).filter(poor).sum().alias(f"censored {name}") for name in INDICATORS],
    )
    points = pl.sum_horizontal(f"censored {name}" for name in INDICATORS)
    return table.with_columns(
        H=pl.col("poor") / pl.col("people"),
        A=points / (12 * pl.col("poor")),
        M0=points / (12 * pl.col("people")),
    )


def timed(way: Callable[[], pl.DataFrame], best: Timing) -> pl.DataFrame:
    """Run once and keep the better times."""
    processor, clock = time.process_time(), time.perf_counter()
    result = way()
    best.clock = min(best.clock, time.perf_counter() - clock)
    best.processor = min(best.processor, time.process_time() - processor)
    return result


def check_same(ours: pl.DataFrame, hand: pl.DataFrame) -> None:
    """Both ways must have counted the same people, or the times mean nothing."""
    found = ours.filter(by="area", measure="M0").select(area=pl.col("group").cast(pl.Int32), ours="value")
    both = found.join(hand.select("area", "M0"), on="area", how="full")
    if not both.select((pl.col("ours") == pl.col("M0")).all()).item():
        raise SystemExit("The two ways disagree; the times are not comparable.")


if __name__ == "__main__":
    main()
