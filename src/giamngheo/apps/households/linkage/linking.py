"""Pairs that may be one person, with probability and reasons: of one list, or of a new and a known one."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from math import log2
from typing import Any, Final

import polars as pl

from giamngheo.apps.households.linkage.blocking import (
    KEYS,
    Dropped,
    pairs_at_most,
    with_keys,
    without_common_keys,
)
from giamngheo.apps.households.linkage.comparisons import COMPARISONS, Comparison, Level
from giamngheo.apps.households.linkage.prepared import prepared

LIKELY: Final = 0.8
"""From this probability on a pair is shown to people."""
_LISTED_TWICE: Final = 0.01  # of the records of a list
_KNOWN_ALREADY: Final = 0.5  # of a new list
_ENTERED_AGAIN: Final = 0.05  # of the people whom somebody writes down one by one
_FEWEST: Final = 1_000  # in a handful of people a chance is no greater than in a small commune
LEARNT_FROM: Final = 20_000
_PAIRS_TO_LEARN_FROM: Final = 300  # with one number: fewer do not tell how often accents are missing
_SAMPLED_PAIRS: Final = 500_000
_SEED: Final = 20_261_126
_LEAST_SHARE: Final = 1e-6

Told = Callable[[int], None]


class Parameters(StrEnum):
    """Where the weights of a run came from."""

    SHIPPED = "mặc định kèm phần mềm"
    LEARNT = "ước lượng từ dữ liệu của địa bàn"


@dataclass(frozen=True)
class Suspected:
    """What a run found: `pairs` has left, right, probability, levels by comparison (NULL: not compared)."""

    pairs: pl.DataFrame
    compared: int
    dropped: Sequence[Dropped] = field(default_factory=list)
    parameters: Parameters = Parameters.SHIPPED


def pairs_within(
    people: pl.DataFrame, *, at_least: float = LIKELY, threads: int = 2, told: Told = lambda step: None
) -> Suspected:
    """Pairs of one list (columns of PEOPLE); `told` hears 0 to 3 as its steps begin."""
    told(0)
    (frame,), dropped = without_common_keys(with_keys(prepared(people)))
    expected = 2 * _LISTED_TWICE / max(_FEWEST, people.height)
    return _linked([frame], dropped, expected, at_least, threads=threads, told=told)


def pairs_between(
    new: pl.DataFrame, known: pl.DataFrame, *, at_least: float = LIKELY, threads: int = 2
) -> Suspected:
    """Pairs of a new record (left) and a known one (right); both with the columns of PEOPLE."""
    frames, dropped = without_common_keys(with_keys(prepared(new)), with_keys(prepared(known)))
    expected = _KNOWN_ALREADY / max(_FEWEST, known.height)
    return _linked(frames, dropped, expected, at_least, threads=threads, told=lambda step: None)


def scored_against(said: pl.DataFrame, known: pl.DataFrame, population: int) -> pl.DataFrame:
    """Score records (`said`) each against the one beside it (`known`), among `population` in all; as `pairs`.

    The commonness of names is not asked for here: the defaults stand for it.
    """
    levels = levels_of(said, known)
    weight = pl.lit(_log_odds(_ENTERED_AGAIN / max(_FEWEST, population)))
    for comparison in COMPARISONS:
        weights = {level.code: log2(level.m / level.u) for level in comparison.levels}
        told = pl.col(comparison.name).replace_strict(weights, default=0.0, return_dtype=pl.Float64)
        weight += told.fill_null(0.0)
    scored = levels.select(
        said["id"].alias("left"),
        known["id"].alias("right"),
        (1 / (1 + 2.0**-weight)).alias("probability"),
        *(one.name for one in COMPARISONS),
    )
    return scored.sort("left", "probability", "right", descending=[False, True, False])


def levels_of(left: pl.DataFrame, right: pl.DataFrame) -> pl.DataFrame:
    """How the records of two frames (columns of PEOPLE) compare, row by row: a code by comparison."""
    import duckdb  # noqa: PLC0415  heavy, and needed where something is linked only

    one, other = prepared(left), prepared(right)
    pairs = pl.concat(
        [
            one.rename(lambda name: f"{name}_l"),
            other.rename(lambda name: f"{name}_r"),
        ],
        how="horizontal",
    ).with_row_index("row")
    told = ", ".join(f"{_cases(one)} AS {one.name}" for one in COMPARISONS)
    with duckdb.connect(config={"threads": 1}) as connection:
        connection.register("pairs", pairs.to_arrow())
        return connection.sql(f"SELECT {told} FROM pairs ORDER BY row").pl()


def reweighed(probability: float, before: Mapping[str, str], now: Mapping[str, str]) -> float:
    """The probability of a pair whose levels changed; what the commonness of its names told stays."""
    changed = 0.0
    for comparison in COMPARISONS:
        weights = {level.code: log2(level.m / level.u) for level in comparison.levels}
        was, is_now = before.get(comparison.name, ""), now.get(comparison.name, "")
        changed += weights.get(is_now, 0.0) - weights.get(was, 0.0)
    if changed == 0.0:
        return probability
    within = min(max(probability, _LEAST_SHARE), 1 - _LEAST_SHARE)
    odds: float = 2.0 ** (_log_odds(within) + changed)
    return odds / (1 + odds)


def _linked(
    frames: list[pl.DataFrame],
    dropped: list[Dropped],
    expected: float,
    at_least: float,
    *,
    threads: int,
    told: Told,
) -> Suspected:
    compared = pairs_at_most(*frames)
    if not compared:
        return Suspected(_no_pairs(), 0, dropped)
    import duckdb  # noqa: PLC0415  heavy, and needed where something is linked only
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # noqa: PLC0415

    many = sum(frame.height for frame in frames) >= _FEWEST
    settings = SettingsCreator(
        link_type="dedupe_only" if len(frames) == 1 else "link_only",
        unique_id_column_name="id",
        probability_two_random_records_match=min(0.5, expected),
        comparisons=[_as_splink(one, many) for one in COMPARISONS],
        blocking_rules_to_generate_predictions=[block_on(key) for key in KEYS],
        retain_matching_columns=True,
        retain_intermediate_calculation_columns=False,
        max_iterations=10,
    )
    logging.getLogger("splink").setLevel(logging.ERROR)  # a level that a list never shows keeps its default
    with duckdb.connect(config={"threads": threads}) as connection:
        api = DuckDBAPI(connection)
        names = ["a_new", "b_known"] if len(frames) == 2 else ["people"]
        tables = [
            api.register(frame.to_arrow(), table_name=name) for frame, name in zip(frames, names, strict=True)
        ]
        linker = Linker(tables, settings, log_level=None, validate_settings=False)
        told(1)
        parameters = _learn(linker, frames)
        told(2)
        found = linker.inference.predict(threshold_match_probability=at_least, warning_mode="never")
        told(3)
        pairs = found.as_duckdbpyrelation().pl()
    return Suspected(_as_told(pairs, len(frames) == 2), compared, dropped, parameters)


def _learn(linker: Any, frames: Sequence[pl.DataFrame]) -> Parameters:
    """Estimate u from pairs at random and m, by expectation maximisation, from records of one number.

    A small list, or one without numbers, cannot tell: the defaults stay.
    """
    from splink import block_on  # noqa: PLC0415

    numbers = pl.concat([frame.select("number") for frame in frames]).drop_nulls()
    shared = numbers.height - numbers.n_unique()
    if sum(frame.height for frame in frames) < LEARNT_FROM or shared < _PAIRS_TO_LEARN_FROM:
        return Parameters.SHIPPED
    linker.training.estimate_u_using_random_sampling(
        max_pairs=_SAMPLED_PAIRS, seed=_SEED, min_count_per_level=None, num_chunks=1
    )
    linker.training.estimate_parameters_using_expectation_maximisation(
        block_on("number"), estimate_without_term_frequencies=True
    )
    return Parameters.LEARNT


def _as_splink(comparison: Comparison, many: bool) -> dict[str, Any]:
    """As Splink reads it; how common a name is tells nothing where there are few of all."""
    unknown = {"sql_condition": comparison.unknown, "label_for_charts": "unknown", "is_null_level": True}
    return {
        "output_column_name": comparison.name,
        "comparison_levels": [unknown, *(_level(one, many) for one in comparison.levels)],
    }


def _level(level: Level, many: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "sql_condition": level.condition,
        "label_for_charts": level.code,
        "m_probability": level.m,
        "u_probability": level.u,
        "fix_m_probability": level.fixed or not level.agrees,  # lists show few of them: not «never»
        "fix_u_probability": level.fixed,
    }
    if level.frequency and many:
        told |= {
            "tf_adjustment_column": level.frequency,
            "tf_minimum_u_value": level.least_u,
            "disable_tf_exact_match_detection": True,
        }
    return told


def _cases(comparison: Comparison) -> str:
    whens = " ".join(
        f"ELSE '{one.code}'" if one.condition == "ELSE" else f"WHEN {one.condition} THEN '{one.code}'"
        for one in comparison.levels
    )
    return f"CASE WHEN {comparison.unknown} THEN NULL {whens} END"


def _as_told(pairs: pl.DataFrame, between: bool) -> pl.DataFrame:
    """Ids in order, the smaller left (between two lists: the new one), and codes in place of numbers."""
    first, second = pl.col("id_l"), pl.col("id_r")
    ordered = (
        (first, second) if between else (pl.min_horizontal(first, second), pl.max_horizontal(first, second))
    )
    levels = []
    for comparison in COMPARISONS:
        top = len(comparison.levels) - 1
        codes = {top - place: level.code for place, level in enumerate(comparison.levels)}
        levels.append(
            pl.col(f"gamma_{comparison.name}")
            .replace_strict(codes, default=None, return_dtype=pl.String)
            .alias(comparison.name)
        )
    return pairs.select(
        ordered[0].alias("left"),
        ordered[1].alias("right"),
        pl.col("match_probability").alias("probability"),
        *levels,
    ).sort("probability", "left", "right", descending=[True, False, False])


def _no_pairs() -> pl.DataFrame:
    schema: dict[str, Any] = {"left": pl.Int64, "right": pl.Int64, "probability": pl.Float64}
    return pl.DataFrame(schema=schema | {one.name: pl.String for one in COMPARISONS})


def _log_odds(probability: float) -> float:
    return log2(probability / (1 - probability))
