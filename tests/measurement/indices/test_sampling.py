"""Standard errors against plain loops over the units, a published design and the jackknife."""

from collections import defaultdict
from fractions import Fraction
from math import sqrt
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from tests.measurement.indices.plain import plain_ratio_error

from giamngheo.measurement.indices.run import Design, Indices, measure
from giamngheo.measurement.indices.structure import Structure

NAMES = ("a", "b", "c")
STRUCTURE = Structure.of(NAMES, dimensions=[("a", "b"), ("c",)], cutoff=Fraction(1, 2))
POINTS = {"a": 1, "b": 1, "c": 2}
SCHEMA = {**dict.fromkeys(NAMES, pl.Int8), "h": pl.Int64, "k": pl.Int64, "w": pl.Float64, "group": pl.String}

row = st.fixed_dictionaries(
    {
        **dict.fromkeys(NAMES, st.sampled_from([0, 1, 1, 0, 0, None])),
        "h": st.integers(1, 3),
        "k": st.integers(1, 4),
        "w": st.sampled_from([0.5, 1.25, 2.0, 3.75]),
        "group": st.sampled_from(["u", "v"]),
    }
)


def line(indices: Indices, name: str, indicator: str = "", group: str = "") -> dict[str, Any]:
    found = indices.table.filter(measure=name, indicator=indicator, group=group)
    assert len(found) == 1
    return found.row(0, named=True)


def above_and_below(one: dict[str, Any], group: str) -> dict[tuple[str, str], tuple[float, float]]:
    """What a row adds to the numerator and denominator of each measure of a group."""
    complete = all(one[name] is not None for name in NAMES)
    inside = one["w"] * (complete and group in ("", one["group"]))
    answers = {name: one[name] if complete else 0 for name in NAMES}
    points = sum(POINTS[name] * answers[name] for name in NAMES)
    poor = inside * (points >= 2)
    return {
        ("H", ""): (poor, inside),
        ("A", ""): (poor * points / 4, poor),
        ("M0", ""): (poor * points / 4, inside),
        ("raw_headcount", "b"): (inside * answers["b"], inside),
        ("censored_headcount", "c"): (poor * answers["c"], inside),
        ("contribution", "c"): (poor * 2 * answers["c"], poor * points),
        ("dimension_contribution", "a,b"): (poor * (answers["a"] + answers["b"]), poor * points),
        ("population_share", ""): (inside, one["w"] * complete),
    }


@settings(deadline=None, max_examples=40)
@given(st.lists(row, min_size=2, max_size=30), st.booleans(), st.booleans())
def test_standard_errors_agree_with_plain_loops_over_all_units(people, clustered, stratified):
    design = Design("w", "h" if stratified else None, "k" if clustered else None)
    indices = measure(pl.DataFrame(people, schema=SCHEMA), STRUCTURE, by=["group"], design=design)
    lines = {
        (found["measure"], found["indicator"], found["group"]): found
        for found in indices.table.iter_rows(named=True)
    }
    for group in {"", *(one["group"] for one in people)}:
        for key in above_and_below(people[0], group):
            units: dict[Any, list[float]] = defaultdict(lambda: [0.0, 0.0])
            for number, one in enumerate(people):
                unit = one["h"] if stratified else 0, one["k"] if clustered else number
                units[unit] = [
                    t + v for t, v in zip(units[unit], above_and_below(one, group)[key], strict=True)
                ]
            listed = [(stratum, y, x) for (stratum, _), (y, x) in units.items()]
            freedom = len(listed) - len({stratum for stratum, _, _ in listed})
            found = lines[*key, group]
            assert indices.degrees_of_freedom == freedom
            if freedom == 0 or sum(x for _, _, x in listed) == 0:
                assert found["se"] is None
                continue
            # The root of a sum of squares: what is only rounding in the sum is 1e-8 here.
            assert found["se"] == pytest.approx(plain_ratio_error(listed), rel=1e-9, abs=3e-8)


def test_a_published_stratified_cluster_sample_gives_the_ratio_and_error_worked_by_hand():
    """Cardiac arrests and survivors by ambulance station, two stations in each of three areas.

    P. S. Levy and S. Lemeshow, "Sampling of Populations", 3rd edition, Wiley, section 12.2, as quoted for the
    data `scd` by the manual of the R package survey (rdrr.io/cran/survey/man/scd.html); the six rows were
    seen printed in a course text on replicate weights that uses `scd`. The ratio and its error were not
    seen in print: with two units a stratum the linearised variance is the sum of squared differences of
    residuals.
    """
    stations = [(1, 120, 25), (1, 78, 24), (2, 185, 30), (2, 228, 49), (3, 670, 80), (3, 530, 70)]
    people = [
        {"area": area, "station": number, "alive": int(place < alive)}
        for number, (area, arrests, alive) in enumerate(stations)
        for place in range(arrests)
    ]
    design = Design(strata="area", cluster="station")
    found = line(measure(pl.DataFrame(people), Structure.of(["alive"]), design=design), "H")
    assert found["value"] == 278 / 1811
    residuals = [(alive - arrests * 278 / 1811) / 1811 for _, arrests, alive in stations]
    differences = [first - second for first, second in zip(residuals[::2], residuals[1::2], strict=True)]
    error = sqrt(sum(difference**2 for difference in differences))
    assert found["se"] == pytest.approx(error, rel=1e-12)
    quantile = stats.t.ppf(0.975, 6 - 3)
    assert found["ci_low"] == pytest.approx(278 / 1811 - quantile * error)
    assert found["ci_high"] == pytest.approx(278 / 1811 + quantile * error)


@pytest.fixture
def survey() -> pl.DataFrame:
    """A made-up survey: 4 strata of 30 clusters with 5 to 15 rows, poverty rising with the cluster's luck."""
    random = np.random.default_rng(7)
    people = []
    for stratum in range(4):
        for cluster in range(30):
            luck = random.uniform(0.1, 0.8)
            people += [
                {"h": stratum, "k": cluster, "w": float(random.uniform(50, 400)), "group": "uv"[cluster % 2]}
                | {name: int(random.random() < luck) for name in NAMES}
                for _ in range(random.integers(5, 15))
            ]
    return pl.DataFrame(people)


@pytest.mark.parametrize("name", ["H", "A", "M0"])
def test_standard_errors_are_close_to_the_jackknife_of_clusters(survey, name):
    design = Design("w", "h", "k")
    whole = line(measure(survey, STRUCTURE, design=design), name)
    variance = 0.0
    for stratum in range(4):
        kept = []
        for cluster in range(30):
            without = survey.filter(~((pl.col("h") == stratum) & (pl.col("k") == cluster)))
            raised = pl.when(pl.col("h") == stratum).then(pl.col("w") * 30 / 29).otherwise("w")
            design_of_rest = Design(weight="w", full_count=True)
            rest = measure(without.with_columns(w=raised), STRUCTURE, design=design_of_rest)
            kept.append(line(rest, name)["value"])
        variance += 29 / 30 * sum((value - whole["value"]) ** 2 for value in kept)
    assert whole["se"] == pytest.approx(sqrt(variance), rel=0.02)


def test_a_group_keeps_the_design_of_the_whole_sample(survey):
    """Rows of other groups may be emptied of answers but not dropped: the units they stand in were drawn."""
    design = Design("w", "h", "k")
    by_group = line(measure(survey, STRUCTURE, by=["group"], design=design), "H", group="u")
    other = pl.col("group") != "u"
    emptied = survey.with_columns(pl.when(~other).then(pl.col(name)).alias(name) for name in NAMES)
    dropped = survey.filter(~other)
    assert line(measure(emptied, STRUCTURE, design=design), "H")["se"] == pytest.approx(by_group["se"])
    assert line(measure(dropped, STRUCTURE, design=design), "H")["se"] != pytest.approx(
        by_group["se"], rel=1e-4
    )


def test_a_simple_sample_of_rows_has_the_textbook_error_of_a_proportion():
    people = pl.DataFrame({"a": [1] * 30 + [0] * 70, "stratum": [1] * 100})
    found = line(measure(people, Structure.of("a"), design=Design(strata="stratum")), "H")
    assert found["se"] == pytest.approx(sqrt(0.3 * 0.7 / 99))


def test_a_stratum_with_one_unit_is_counted_and_its_residual_taken_from_the_grand_mean():
    people = pl.DataFrame({"a": [1, 0, 1], "h": [1, 1, 2]})
    indices = measure(people, Structure.of("a"), design=Design(strata="h"))
    assert (indices.degrees_of_freedom, indices.lonely_strata) == (1, 1)
    residuals = [1 / 9, -2 / 9, 1 / 9]
    pair = 2 * sum((z - (residuals[0] + residuals[1]) / 2) ** 2 for z in residuals[:2])
    assert line(indices, "H")["se"] == pytest.approx(sqrt(pair + residuals[2] ** 2))


def test_with_no_more_units_than_strata_there_is_no_standard_error():
    indices = measure(pl.DataFrame({"a": [1, 0], "h": [1, 2]}), Structure.of("a"), design=Design(strata="h"))
    found = line(indices, "H")
    assert found["value"] == 0.5
    assert (found["se"], found["ci_low"], found["ci_high"]) == (None, None, None)


def test_an_interval_of_a_share_stays_between_nothing_and_all():
    people = pl.DataFrame({"a": [1, 0, 0, 1, 1], "w": [9, 1, 1, 8, 7]})
    found = line(measure(people, Structure.of("a"), design=Design(weight="w")), "H")
    assert found["value"] + 2 * found["se"] > 1
    assert found["ci_high"] == 1.0
