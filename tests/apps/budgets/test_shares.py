"""Sharing out by criteria: exact to the đồng, by points and coefficients, explained line by line."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
