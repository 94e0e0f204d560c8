"""What must hold for any answers, and agreement with the plain twin to the last digit."""

from fractions import Fraction
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.measurement.indices.plain import plain_measures

from giamngheo.measurement.indices.run import Design, measure
from giamngheo.measurement.indices.structure import Structure

NAMES = ("a", "b", "c", "d")
DIMENSIONS = (("a", "b"), ("c", "d"))
SCHEMA = {**dict.fromkeys(NAMES, pl.Int8), "group": pl.String, "people": pl.Int64}

answers = st.sampled_from([0, 1])
row = st.fixed_dictionaries(
    {
        **dict.fromkeys(NAMES, answers),
        "group": st.sampled_from(["u", "v", None]),
        "people": st.integers(1, 20),
    }
)
rows = st.lists(row, min_size=1, max_size=30)
gappy_row = st.fixed_dictionaries(
    {
        **dict.fromkeys(NAMES, st.sampled_from([0, 1, 1, 0, 0, None, 2])),
        "group": st.sampled_from(["u", "v", None]),
        "people": st.integers(1, 20),
    }
)
structures = st.builds(
    lambda cutoff, weights: Structure.of(
        NAMES, dimensions=DIMENSIONS, weights=dict(zip(NAMES, weights, strict=True)), cutoff=cutoff
    ),
    st.fractions(Fraction(1, 20), 1, max_denominator=20),
    st.lists(st.fractions(Fraction(1, 9), 1, max_denominator=9), min_size=4, max_size=4),
)
# A busy machine is no reason to fail, and fifty tables are enough for sums this plain.
steady = settings(deadline=None, max_examples=50)

designs = st.sampled_from([Design(), Design(weight="people", full_count=True)])


def frame(people: list[dict[str, Any]]) -> pl.DataFrame:
    return pl.DataFrame(people, schema=SCHEMA)


def values(table: pl.DataFrame, by: str = "", group: str = "") -> dict[tuple[str, str], float | None]:
    chosen = table.filter(by=by, group=group)
    return {(line["measure"], line["indicator"]): line["value"] for line in chosen.iter_rows(named=True)}


@steady
@given(st.lists(gappy_row, min_size=1, max_size=30), structures, designs)
def test_every_measure_agrees_with_the_plain_twin(people, structure, design):
    table = measure(frame(people), structure, by=["group"], design=design).table
    weights = dict(zip(NAMES, structure.weights, strict=True))
    complete = [one for one in people if all(one[name] in (0, 1) for name in NAMES)]
    everybody = Fraction(sum(one[design.weight] if design.weight else 1 for one in complete))
    for group in ("", *{one["group"] or "(trống)" for one in people}):
        members = [one for one in people if group in ("", one["group"] or "(trống)")]
        expected = plain_measures(members, weights, structure.cutoff, design.weight, everybody)
        found = values(table, "group" if group else "", group)
        for key, fraction in expected.items():
            assert found[key] == (None if fraction is None else pytest.approx(float(fraction), rel=1e-15)), (
                key
            )


@steady
@given(rows, structures, designs)
def test_the_adjusted_headcount_is_headcount_times_intensity(people, structure, design):
    found = values(measure(frame(people), structure, design=design).table)
    assert found["M0", ""] == pytest.approx(found["H", ""] * (found["A", ""] or 0.0), rel=1e-14)


@steady
@given(rows, structures, designs)
def test_groups_weighted_by_their_share_add_up_to_the_whole(people, structure, design):
    table = measure(frame(people), structure, by=["group"], design=design).table
    groups = [values(table, "group", group) for group in table.filter(by="group")["group"].unique()]
    assert sum(group["population_share", ""] for group in groups) == pytest.approx(1)
    for name in ("H", "M0"):
        added = sum(group["population_share", ""] * group[name, ""] for group in groups)
        assert added == pytest.approx(values(table)[name, ""])


@steady
@given(rows, structures)
def test_contributions_add_up_to_one_where_there_is_poverty_and_do_not_exist_where_there_is_none(
    people, structure
):
    found = values(measure(frame(people), structure).table)
    contributions = [found["contribution", name] for name in NAMES]
    dimensions = [found["dimension_contribution", name] for name in structure.dimension_names]
    if found["M0", ""]:
        assert sum(contributions) == pytest.approx(1)
        assert sum(dimensions) == pytest.approx(1)
    else:
        assert contributions == [None] * 4
        assert dimensions == [None] * 2


@steady
@given(rows, structures)
def test_a_censored_headcount_never_exceeds_the_raw_one(people, structure):
    found = values(measure(frame(people), structure).table)
    assert all(found["censored_headcount", name] <= found["raw_headcount", name] for name in NAMES)


@steady
@given(rows, structures, st.data())
def test_adding_a_deprivation_never_lowers_poverty(people, structure, data):
    place = data.draw(st.integers(0, len(people) - 1))
    name = data.draw(st.sampled_from(NAMES))
    worse = [{**one, name: 1} if number == place else one for number, one in enumerate(people)]
    before, after = (values(measure(frame(some), structure).table) for some in (people, worse))
    assert after["M0", ""] >= before["M0", ""]
    assert after["H", ""] >= before["H", ""]


@steady
@given(rows, structures, st.randoms(use_true_random=False))
def test_the_order_of_rows_has_no_effect(people, structure, random):
    shuffled = random.sample(people, len(people))
    design = Design(weight="people")
    first, second = (
        measure(frame(some), structure, by=["group"], design=design).table for some in (people, shuffled)
    )
    assert set(first.rows()) == set(second.rows())


@steady
@given(rows)
def test_under_union_anyone_deprived_in_anything_is_poor(people):
    found = values(measure(frame(people), Structure.of(NAMES, cutoff=Fraction(1, 100))).table)
    assert found["H", ""] == sum(any(one[name] for name in NAMES) for one in people) / len(people)
    assert all(found["censored_headcount", name] == found["raw_headcount", name] for name in NAMES)


@steady
@given(rows)
def test_under_intersection_only_those_deprived_in_everything_are_poor(people):
    found = values(measure(frame(people), Structure.of(NAMES, cutoff=Fraction(1))).table)
    assert found["H", ""] == sum(all(one[name] for name in NAMES) for one in people) / len(people)
    assert found["A", ""] in (None, 1.0)


def test_a_row_with_a_missing_answer_is_left_out_counted_and_not_taken_for_zero():
    people = frame([{"a": 1, "b": 1, "c": 1, "d": 1}, {"a": None, "b": 0, "c": 0, "d": 0}])
    indices = measure(people, Structure.of(NAMES))
    assert (indices.rows, indices.left_out) == (2, 1)
    assert values(indices.table)["H", ""] == 1.0


def test_where_every_row_is_left_out_the_measures_are_empty():
    indices = measure(frame([{"a": None, "b": 0, "c": 0, "d": 0}]), Structure.of(NAMES))
    assert (indices.rows, indices.left_out) == (1, 1)
    assert set(values(indices.table).values()) == {None}


def test_a_full_count_has_no_standard_errors():
    table = measure(frame([{"a": 1, "b": 1, "c": 1, "d": 1}]), Structure.of(NAMES)).table
    assert table.select("se", "ci_low", "ci_high").null_count().row(0) == (table.height,) * 3
