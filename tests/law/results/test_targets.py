"""Targets and figures: what is met, how far it is, what is foreseen; over all numbers."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import msgspec
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from giamngheo.law.results.agreement import checks_of, faults_of, implied_by
from giamngheo.law.results.cascade import Part, sum_of
from giamngheo.law.results.forecasting import forecast
from giamngheo.law.results.judging import Outcome, judge, progress_of
from giamngheo.law.results.library import frameworks
from giamngheo.law.results.standing import State, standing
from giamngheo.law.results.words import in_words
from giamngheo.law.vocabulary.targets import Measured, Target, TargetKind

FIRST, LAST, DAY = date(2023, 1, 1), date(2023, 12, 31), date(2023, 7, 1)
INDICATORS = {one.id: one for one in frameworks()["programme_2021_2025"].indicators}
RATE, HOUSEHOLDS, SCHOOL = (INDICATORS[n] for n in ("poor_rate", "poor_households", "children_at_school"))
PERCENTS = st.decimals(0, 100, places=2)
COUNTS = st.integers(0, 10**6)


def target(kind: TargetKind, value: object = None, indicator: str = "poor_rate", **more: object) -> Target:
    told = {"indicator": indicator, "kind": kind, "wording": "thử", "first": FIRST, "last": LAST}
    number = None if value is None else Decimal(str(value))
    return Target(**told, value=number, **more)  # type: ignore[arg-type]


def counted(numerator: int, denominator: int | None = None, unknown: int = 0, day: date = DAY) -> Measured:
    return Measured(day=day, numerator=numerator, denominator=denominator, unknown=unknown)


def told(value: object, day: date = DAY) -> Measured:
    return Measured(day=day, value=Decimal(str(value)))


@given(st.sampled_from(list(TargetKind)), PERCENTS, st.tuples(COUNTS, COUNTS, COUNTS), st.booleans())
def test_an_unknown_never_becomes_certain(
    kind: TargetKind, value: Decimal, counts: tuple[int, int, int], upwards: bool
) -> None:
    """Whatever the unknown turn out to be, what was called met is met, and what was not is not."""
    known, unknown, others = counts
    indicator = SCHOOL if upwards else RATE
    whole = known + unknown + others
    assume(whole)
    one = target(kind, value, indicator.id, baseline=Decimal(50))
    said = judge(one, indicator, counted(known, whole, unknown)).outcome
    found = {
        judge(one, indicator, counted(known + some, whole)).outcome for some in (0, unknown // 2, unknown)
    }
    if said is Outcome.UNKNOWN:
        assert kind is TargetKind.NO_NUMBER or len(found) > 1
    else:
        assert found == {said}


@given(
    st.sampled_from([one for one in TargetKind if one is not TargetKind.NO_NUMBER]),
    PERCENTS,
    PERCENTS,
    PERCENTS,
)
def test_a_better_figure_never_makes_a_target_missed(
    kind: TargetKind, value: Decimal, one: Decimal, other: Decimal
) -> None:
    asked = target(kind, value, baseline=Decimal(60), up_to=value + 1)
    judged = {figure: judge(asked, RATE, told(figure)).outcome for figure in (one, other)}
    if kind in {TargetKind.AT_LEAST, TargetKind.SHARE, TargetKind.EACH_HOUSEHOLD}:
        better = max(one, other)
    else:
        better = min(one, other)
    if Outcome.MET in judged.values():
        assert judged[better] is Outcome.MET


@given(PERCENTS, PERCENTS, PERCENTS)
def test_progress_lies_between_nothing_and_all_and_is_all_where_a_target_is_met(
    baseline: Decimal, value: Decimal, figure: Decimal
) -> None:
    for one in (target(TargetKind.LEVEL, value, baseline=baseline), target(TargetKind.BELOW, value)):
        share = progress_of(one, RATE, told(figure))
        assert share is None or 0 <= share <= 1
        if share is not None and judge(one, RATE, told(figure)).outcome is Outcome.MET:
            assert share == 1


def test_zero_is_passed_or_failed_and_has_no_percentage() -> None:
    one = target(TargetKind.ZERO, indicator="poor_households")
    assert judge(one, HOUSEHOLDS, counted(0)).outcome is Outcome.MET
    assert judge(one, HOUSEHOLDS, counted(1)).outcome is Outcome.NOT_MET
    assert progress_of(one, HOUSEHOLDS, counted(0)) is None


def test_below_does_not_take_the_bound_itself_and_at_least_does() -> None:
    below, least = target(TargetKind.BELOW, "1.2"), target(TargetKind.AT_LEAST, 99, SCHOOL.id)
    assert judge(below, RATE, told("1.2")).outcome is Outcome.NOT_MET
    assert judge(below, RATE, told("1.19")).outcome is Outcome.MET
    assert judge(least, SCHOOL, told(99)).outcome is Outcome.MET
    assert judge(least, SCHOOL, told("98.99")).outcome is Outcome.NOT_MET


def test_a_range_is_met_from_its_nearer_end_on_and_beyond_it_is_better() -> None:
    one = target(TargetKind.RANGE, "1.0", up_to=Decimal("1.5"))
    assert judge(one, RATE, told("1.6")).outcome is Outcome.NOT_MET
    assert judge(one, RATE, told("1.5")).outcome is Outcome.MET
    beyond = judge(one, RATE, told("0.8"))
    assert beyond.outcome is Outcome.MET
    assert "tốt hơn cả khoảng" in beyond.why


def test_a_change_in_each_year_is_asked_for_as_often_as_there_are_years() -> None:
    one = target(TargetKind.CHANGE_POINTS, "0.2", baseline=Decimal(2), each_year=True)
    three = msgspec.structs.replace(one, last=date(2025, 12, 31))
    assert judge(one, RATE, told("1.8")).outcome is Outcome.MET
    assert judge(three, RATE, told("1.5")).outcome is Outcome.NOT_MET
    assert judge(three, RATE, told("1.4")).outcome is Outcome.MET


def test_a_change_without_a_baseline_is_not_known() -> None:
    said = judge(target(TargetKind.CHANGE_COUNT, 71, HOUSEHOLDS.id), HOUSEHOLDS, counted(545))
    assert (said.outcome, said.why) == (
        Outcome.UNKNOWN,
        "Chưa có số đầu kỳ để biết đã thay đổi bao nhiêu.",
    )


@given(st.integers(1, 300), st.integers(1, 300), PERCENTS, PERCENTS)
def test_a_forecast_goes_through_both_points_and_stays_a_percentage(
    apart: int, ahead: int, start: Decimal, end: Decimal
) -> None:
    last = FIRST + timedelta(days=apart)
    line = {FIRST: Fraction(start), last: Fraction(end)}
    assert forecast(line, RATE, last).value == Fraction(end)
    value = forecast(line, RATE, last + timedelta(days=ahead)).value
    assert value is not None
    assert 0 <= value <= 100
    assert (value - Fraction(end)) * Fraction(end - start) >= 0


def test_one_point_is_no_forecast() -> None:
    found = forecast({DAY: Fraction(1)}, RATE, LAST)
    assert found.value is None
    assert "hai lần" in found.why


def test_a_slow_target_says_what_is_missing_and_how_fast_it_went() -> None:
    one = target(TargetKind.CHANGE_COUNT, 71, HOUSEHOLDS.id, baseline=Decimal(616))
    found = standing(one, HOUSEHOLDS, [counted(600, day=DAY)], DAY)
    assert found.state is State.SLOW
    assert found.progress == Fraction(16, 71)
    assert "Còn thiếu 55\u00a0hộ trong 183 ngày; 182 ngày trước mới được 16\u00a0hộ." in found.why


@given(COUNTS.filter(bool), st.integers(10, 10**6))
def test_a_fall_of_households_and_of_points_that_come_from_one_commune_agree_with_it(
    fall: int, households: int
) -> None:
    """Whatever rounding did to the points, the commune itself is among those that can be meant."""
    points = (Decimal(100 * fall) / households).quantize(Decimal("0.01"))
    assume(Decimal("0.01") <= points <= 100)
    implied = implied_by(
        target(TargetKind.CHANGE_POINTS, points), target(TargetKind.CHANGE_COUNT, fall, HOUSEHOLDS.id)
    )
    assert implied is not None
    assert implied.allows(households)


def test_seventy_one_households_and_fifteen_hundredths_are_about_47_400_households() -> None:
    told_by_plan = [
        target(TargetKind.CHANGE_POINTS, "0.15", baseline=Decimal("1.30"), reaches=Decimal("1.15")),
        target(TargetKind.CHANGE_COUNT, 71, "poor_households"),
        target(
            TargetKind.CHANGE_POINTS,
            "0.20",
            "near_poor_rate",
            baseline=Decimal("3.11"),
            reaches=Decimal("2.91"),
        ),
        target(TargetKind.CHANGE_COUNT, 95, "near_poor_households"),
    ]
    found = checks_of(told_by_plan, INDICATORS, 47_400)
    assert [one.holds for one in found] == [True] * 5
    assert "khoảng 47.333 hộ (tính cả làm tròn: 45.807–48.965 hộ)" in found[2].sentence
    assert "cùng nói về 46.342–48.717 hộ" in found[-1].sentence
    wrong = checks_of(told_by_plan, INDICATORS, 40_000)
    assert [one.holds for one in wrong] == [True, True, False, False, True]
    assert "không khớp" in wrong[2].sentence


def test_a_change_that_does_not_lead_where_the_plan_says_is_told() -> None:
    wrong = target(TargetKind.CHANGE_POINTS, "0.15", baseline=Decimal("1.30"), reaches=Decimal("1.05"))
    (check,) = checks_of([wrong], INDICATORS)
    assert check.holds is False
    assert "1,15" in check.sentence
    too_much = target(TargetKind.CHANGE_COUNT, 20, HOUSEHOLDS.id, baseline=Decimal(10))
    assert [one.holds for one in checks_of([too_much], INDICATORS)] == [False]


@given(st.lists(st.integers(0, 500), min_size=1, max_size=12))
def test_numbers_given_to_units_make_up_the_whole_only_if_they_add_up(values: list[int]) -> None:
    parts = [
        Part(str(place), target(TargetKind.CHANGE_COUNT, one, HOUSEHOLDS.id))
        for place, one in enumerate(values)
    ]
    for gap, holds in ((0, True), (1, False), (-1, True)):
        whole = target(TargetKind.CHANGE_COUNT, sum(values) + gap, HOUSEHOLDS.id)
        found = sum_of(whole, HOUSEHOLDS, parts)
        assert (found.holds, found.value) == (holds, sum(values))
        assert ("khớp" in found.sentence) == (gap == 0)


@given(st.lists(st.tuples(PERCENTS, st.integers(1, 10**4)), min_size=1, max_size=8))
def test_rates_given_to_units_are_weighed_with_their_households(rows: list[tuple[Decimal, int]]) -> None:
    parts = [
        Part(str(place), target(TargetKind.LEVEL, one), count) for place, (one, count) in enumerate(rows)
    ]
    mean = sum(Fraction(one) * count for one, count in rows) / sum(count for _, count in rows)
    whole = target(TargetKind.LEVEL, max(one for one, _ in rows))
    assert sum_of(whole, RATE, parts).holds is True
    if mean > 1:
        stricter = sum_of(target(TargetKind.LEVEL, int(mean) - 1), RATE, parts)
        assert stricter.holds is False
        assert stricter.value == mean


def test_units_without_a_target_leave_the_sum_open() -> None:
    whole = target(TargetKind.CHANGE_COUNT, 10, HOUSEHOLDS.id)
    parts = [Part("xã Mẫu", target(TargetKind.CHANGE_COUNT, 4, HOUSEHOLDS.id)), Part("xã Thử", None)]
    found = sum_of(whole, HOUSEHOLDS, parts)
    assert found.holds is None
    assert "thiếu 6" in found.sentence
    assert "xã Thử" in found.sentence
    assert sum_of(whole, HOUSEHOLDS, parts[1:]).holds is None


@pytest.mark.parametrize(
    ("made", "field"),
    [
        (target(TargetKind.LEVEL), "value"),
        (target(TargetKind.ZERO, 1), "value"),
        (target(TargetKind.RANGE, 1), "up_to"),
        (target(TargetKind.BELOW, 1, up_to=Decimal(2)), "up_to"),
        (target(TargetKind.RANGE, 2, up_to=Decimal(1)), "up_to"),
        (target(TargetKind.LEVEL, 101), "value"),
        (target(TargetKind.CHANGE_COUNT, 3), "kind"),
        (target(TargetKind.SHARE, 3, HOUSEHOLDS.id), "kind"),
        (target(TargetKind.LEVEL, "1.5", HOUSEHOLDS.id), "value"),
        (target(TargetKind.LEVEL, 1, baseline=Decimal(-1)), "baseline"),
        (target(TargetKind.LEVEL, 1, baseline_day=FIRST), "baseline_day"),
        (target(TargetKind.EACH_HOUSEHOLD, 2), "value"),
        (target(TargetKind.CHANGE_POINTS, 0), "value"),
    ],
)
def test_what_a_target_cannot_be_is_told_at_its_field(made: Target, field: str) -> None:
    assert field in [name for name, _ in faults_of(made, INDICATORS[made.indicator])]


@given(st.sampled_from(list(TargetKind)), PERCENTS)
def test_every_target_is_said_in_words(kind: TargetKind, value: Decimal) -> None:
    said = in_words(target(kind, value, up_to=value + 1), RATE)
    assert said
    assert "…" not in said
