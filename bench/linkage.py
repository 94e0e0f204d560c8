"""Our linkage of people against plain Splink on the same columns: time, precision, recall, in one run.

`python bench/linkage.py [--quick]`: a million made-up people (quick: 100,000), one in twenty told twice with
the errors of real lists; two threads. Plain is Splink with its ready comparisons for names and dates of
birth, the keys that anybody would take, and its own training.
"""

import argparse
import logging
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

import duckdb  # noqa: E402
import polars as pl  # noqa: E402
import splink.comparison_library as cl  # noqa: E402
from bench.people import made_people  # noqa: E402
from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # noqa: E402

from giamngheo.apps.households.linkage import LIKELY, pairs_within  # noqa: E402

TARGET = 1.2
THREADS = 2
SEED = 2026
LOWEST = 0.05


def ours(people: pl.DataFrame) -> pl.DataFrame:
    """The product, as the button «Tìm người trùng» runs it."""
    found = pairs_within(people, at_least=LOWEST, threads=THREADS)
    print(
        f"  parameters: {found.parameters}; at most {found.compared:,} pairs; dropped: {len(found.dropped)}"
    )
    return found.pairs.select("left", "right", "probability")


def plain_splink(people: pl.DataFrame) -> pl.DataFrame:
    """Splink with ready comparisons; empty text is NULL, years apart, nothing Vietnamese."""
    told = people.with_columns(
        pl.when(pl.col(name) != "").then(pl.col(name)).alias(name)
        for name in ("sex", "personal_number", "former_number")
    ).with_columns(birth_year=pl.col("birth_date").dt.year())
    rules = [
        block_on("personal_number"),
        block_on("former_number"),
        block_on("full_name", "birth_year"),
        block_on("full_name", "village"),
        block_on("birth_date", "sex", "village"),
    ]
    settings = SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="id",
        comparisons=[
            cl.NameComparison("full_name"),
            cl.DateOfBirthComparison("birth_date", input_is_string=False),
            cl.ExactMatch("sex"),
            cl.LevenshteinAtThresholds("personal_number", [1, 2]),
            cl.ExactMatch("former_number"),
            cl.ExactMatch("village").configure(term_frequency_adjustments=True),
            cl.NameComparison("head_name"),
        ],
        blocking_rules_to_generate_predictions=rules,
        retain_matching_columns=False,
    )
    with duckdb.connect(config={"threads": THREADS}) as connection:
        linker = Linker(DuckDBAPI(connection).register(told.to_arrow()), settings, log_level=None)
        train = linker.training
        sure = [block_on("personal_number"), block_on("full_name", "birth_date")]
        train.estimate_probability_two_random_records_match(sure, recall=0.7)
        train.estimate_u_using_random_sampling(max_pairs=1e6, seed=SEED)
        for rule in sure:
            train.estimate_parameters_using_expectation_maximisation(
                rule, estimate_without_term_frequencies=True
            )
        found = linker.inference.predict(threshold_match_probability=LOWEST).as_duckdbpyrelation().pl()
    return found.select(
        left=pl.min_horizontal("id_l", "id_r"),
        right=pl.max_horizontal("id_l", "id_r"),
        probability="match_probability",
    )


def measured(
    name: str, way: Callable[[pl.DataFrame], pl.DataFrame], people: pl.DataFrame, true: pl.DataFrame
) -> float:
    """Run, print, and give the seconds."""
    start, cpu = time.perf_counter(), time.process_time()
    found = way(people)
    seconds, used = time.perf_counter() - start, time.process_time() - cpu
    told = found.join(true.with_columns(is_one=True), on=["left", "right"], how="left")
    print(f"{name:<14} {seconds:7.1f} s {used:7.1f} CPU-s")
    for threshold in (0.5, LIKELY, 0.95):
        shown = told.filter(pl.col("probability") >= threshold)
        right = shown["is_one"].count()
        print(
            f"  from {threshold:.2f}: precision {right / max(1, shown.height):.4f}"
            f"  recall {right / true.height:.4f}  pairs {shown.height:,}"
        )
    return seconds


def main() -> None:
    """Print both and their ratio."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--people", type=int, default=1_000_000)
    args = parser.parse_args()
    logging.getLogger("splink").setLevel(logging.ERROR)
    people, true = made_people(100_000 if args.quick else args.people)
    print(
        f"{people.height:,} people, {true.height:,} of them twice (target: at most {TARGET} × plain Splink)"
    )
    spent = {
        name: measured(name, way, people, true)
        for name, way in (("ours", ours), ("plain Splink", plain_splink))
    }
    print(f"ratio {spent['ours'] / spent['plain Splink']:.2f}")


if __name__ == "__main__":
    main()
