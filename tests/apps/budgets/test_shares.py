"""Sharing out by criteria: exact to the đồng, by fixed amounts and points within bounds, explained."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giamngheo.apps.budgets.bounded import Bounds, BoundsError, proportional
from giamngheo.apps.budgets.shares import Criterion, SharesError, shares

POOR = Criterion("poor", "Số hộ nghèo", weight=Decimal("1.5"), unit="hộ")
HARD = Criterion("hard", "Hệ số khó khăn", "coefficient")


def of(poor: str, hard: str = "1") -> dict[str, Decimal]:
    return {"poor": Decimal(poor), "hard": Decimal(hard)}


def test_an_amount_is_shared_out_by_points_and_each_line_says_how() -> None:
    found = shares(1_000, [POOR, HARD], {1: of("10"), 2: of("10", "2"), 3: of("0")})
    assert {unit: one.amount for unit, one in found.items()} == {1: 333, 2: 667, 3: 0}
    assert found[2].points == 30
    assert found[2].explained == (
        "Số hộ nghèo: 10 hộ × 1,5 = 15 điểm",
        "Hệ số khó khăn: hệ số 2",
        "cộng 30 điểm",
        "1.000 đồng × 30 / 45 điểm = 667 đồng (thêm 1 đồng phần lẻ lớn nhất)",
    )


@settings(max_examples=30)
@given(
    st.integers(1, 10**13),
    st.lists(st.tuples(st.integers(0, 5_000), st.integers(1, 30)), min_size=1, max_size=60),
)
def test_the_shares_add_up_to_the_amount_and_none_is_a_whole_dong_away_from_its_due(
    total: int, units: list[tuple[int, int]]
) -> None:
    values = {place: of(str(poor), str(Decimal(hard) / 10)) for place, (poor, hard) in enumerate(units)}
    if not any(poor for poor, _ in units):
        with pytest.raises(SharesError, match="Tổng số điểm bằng 0"):
            shares(total, [POOR, HARD], values)
        return
    found = shares(total, [POOR, HARD], values)
    assert sum(one.amount for one in found.values()) == total
    points = sum(one.points for one in found.values())
    assert all(abs(one.amount - Fraction(total) * one.points / points) < 1 for one in found.values())


FIXED = Criterion("fixed", "Định mức hộ", "fixed", unit="hộ", amount=500, least=2_000, most=9_000)
CAPPED = Criterion("near", "Số hộ cận nghèo", unit="hộ", least=100, most=300)


def test_fixed_amounts_come_first_within_their_bounds_and_the_rest_goes_by_points() -> None:
    values = {
        unit: {"fixed": Decimal(fixed), **of(poor)}
        for unit, fixed, poor in ((1, "10", "10"), (2, "1", "20"), (3, "40", "0"), (4, "0", "0"))
    }
    found = shares(16_100, [FIXED, POOR, HARD], values)
    assert {unit: one.amount for unit, one in found.items()} == {1: 5_033, 2: 2_067, 3: 9_000, 4: 0}
    assert found[1].explained[0] == "Định mức hộ: 10 hộ × 500 = 5.000 đồng"
    assert found[1].explained[-2:] == (
        "còn lại 100 đồng × 15 / 45 điểm = 33 đồng",
        "5.000 + 33 = 5.033 đồng",
    )
    assert found[2].explained[0] == "Định mức hộ: 1 hộ × 500 = 500 đồng, lấy mức tối thiểu 2.000 đồng"
    assert found[3].explained[0] == "Định mức hộ: 40 hộ × 500 = 20.000 đồng, lấy mức tối đa 9.000 đồng"
    assert found[4].explained[0] == "Định mức hộ: 0 hộ × 500 = 0 đồng"


def test_what_a_bound_gives_or_takes_the_others_take_or_give_in_proportion() -> None:
    values = {
        unit: {"near": Decimal(near), "poor": Decimal(poor)}
        for unit, near, poor in ((1, "1", "10"), (2, "1000", "10"), (3, "0", "20"))
    }
    found = shares(1_000, [CAPPED, POOR], values)
    assert {unit: one.amount for unit, one in found.items()} == {1: 250, 2: 450, 3: 300}
    assert found[1].explained == (
        "Số hộ cận nghèo: 1 hộ × 1 = 1 điểm, lấy mức tối thiểu 100 đồng",
        "Số hộ nghèo: 10 hộ × 1,5 = 15 điểm",
        "cộng 16 điểm",
        "còn lại 600 đồng × 15 / 60 điểm = 150 đồng",
        "100 + 150 = 250 đồng",
    )
    assert "lấy mức tối đa 300 đồng" in found[2].explained[0]
    assert found[3].explained[0] == "Số hộ cận nghèo: 0 hộ × 1 = 0 điểm"


@pytest.mark.parametrize(
    ("total", "criteria", "words"),
    [
        (18_999, [FIXED], "Định mức cộng lại 19.000 đồng, vượt tổng số 18.999 đồng: thiếu 1 đồng"),
        (19_001, [FIXED], "còn 1 đồng không chia được vì tổng số điểm bằng 0"),
        (399, [CAPPED], "Mức tối thiểu của các đơn vị cộng lại 400 đồng, vượt 399 đồng"),
        (1_201, [CAPPED], "Mức tối đa của các đơn vị cộng lại 1.200 đồng, không đủ 1.201 đồng"),
        (0, [CAPPED], "Tổng số phải lớn hơn 0"),
    ],
)
def test_a_conflict_of_amounts_and_bounds_is_told_with_the_sums(
    total: int, criteria: list[Criterion], words: str
) -> None:
    values = {
        unit: {"fixed": Decimal(fixed), "near": Decimal(1)}
        for unit, fixed in ((1, "10"), (2, "1"), (3, "6"), (4, "40"))
    }
    with pytest.raises(SharesError, match=words) as error:
        shares(total, criteria, values)
    assert "Cách xử lý: " in str(error.value)
    shares({18_999: 19_000, 19_001: 19_000, 399: 400, 1_201: 1_200}.get(total, 800), criteria, values)


BOUNDED = st.tuples(st.integers(1, 5_000), st.integers(0, 10**6), st.none() | st.integers(0, 10**6))


@settings(max_examples=150)
@given(st.integers(0, 10**7), st.lists(BOUNDED, min_size=1, max_size=40))
def test_one_price_of_a_point_keeps_every_bound_or_the_conflict_is_told(
    total: int, told: list[tuple[int, int, int | None]]
) -> None:
    points = {place: Fraction(one) for place, (one, _, _) in enumerate(told)}
    bounds = {
        place: Bounds(least, None if more is None else least + more)
        for place, (_, least, more) in enumerate(told)
    }
    limits = [one.most for one in bounds.values()]
    too_little = sum(one.least for one in bounds.values()) > total
    if too_little or (None not in limits and sum(one for one in limits if one is not None) < total):
        with pytest.raises(BoundsError):
            proportional(total, points, bounds)
        return
    held = proportional(total, points, bounds)
    free = [key for key in points if key not in held]
    rest = total - sum(held.values())
    if not free:
        assert rest == 0
        return
    price = rest / sum((points[key] for key in free), Fraction())
    for key in free:
        assert bounds[key].least <= price * points[key]
        assert (most := bounds[key].most) is None or price * points[key] <= most
    for key, amount in held.items():
        # At the price of all it would stand beyond the bound at which it is held.
        is_least = amount == bounds[key].least and price * points[key] <= amount
        assert is_least or (amount == bounds[key].most and price * points[key] >= amount)


@settings(max_examples=100)
@given(
    st.integers(1, 10**9),
    st.lists(
        st.tuples(st.integers(0, 50), st.integers(0, 500), st.integers(0, 500), st.integers(1, 30)),
        min_size=1,
        max_size=30,
    ),
)
def test_with_fixed_amounts_and_bounds_all_is_given_and_nothing_more(
    total: int, units: list[tuple[int, int, int, int]]
) -> None:
    criteria = [FIXED, CAPPED, POOR, HARD]
    values = {
        place: {"fixed": Decimal(fixed), "near": Decimal(near), **of(str(poor), str(Decimal(hard) / 10))}
        for place, (fixed, near, poor, hard) in enumerate(units)
    }
    fixed_amounts = sum(FIXED.bounds.within(500 * fixed) for fixed, _, _, _ in units if fixed)
    least = sum(100 for _, near, _, _ in units if near)
    try:
        found = shares(total, criteria, values)
    except SharesError as error:
        is_short = fixed_amounts + least > total
        no_points = not any(near or poor for _, near, poor, _ in units)
        all_capped = not any(poor for _, _, poor, _ in units)
        assert is_short or no_points or all_capped, error
        return
    assert sum(one.amount for one in found.values()) == total
    for place, (fixed, near, poor, _) in enumerate(units):
        amount = found[place].amount
        own = FIXED.bounds.within(500 * fixed) if fixed else 0
        assert amount >= own + (100 if near else 0)
        assert poor or amount <= own + (300 if near else 0)
