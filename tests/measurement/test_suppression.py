"""No small count can be worked out from what is told, by whatever subtraction."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from giamngheo.measurement.suppression import Counted, Sum, untold

SMALLEST = 5
Key = tuple[str, str]
ALL = "*"


def table(rows: list[list[int]]) -> tuple[dict[Key, Counted], list[Sum[Key]]]:
    """Villages by classes with the sums of both, two communes of villages, and the parts of one class."""
    width = len(rows[0])
    villages = [f"v{place}" for place in range(len(rows))]
    classes = [f"c{place}" for place in range(width)]
    counts = {(v, c): rows[i][j] for i, v in enumerate(villages) for j, c in enumerate(classes)}
    half = (len(villages) + 1) // 2
    communes = {"x": villages[:half], "y": villages[half:]}
    for name, members in communes.items():
        counts |= {(name, c): sum(counts[v, c] for v in members) for c in classes}
    counts |= {(ALL, c): sum(counts[name, c] for name in communes) for c in classes}
    places = [*villages, *communes, ALL]
    counts |= {(place, ALL): sum(counts[place, c] for c in classes) for place in places}
    cells = {key: Counted(count) for key, count in counts.items()}
    sums = [Sum((place, ALL), tuple((place, c) for c in classes)) for place in places]
    for column in (*classes, ALL):
        sums.append(Sum((ALL, column), tuple((name, column) for name in communes)))
        sums += [Sum((name, column), tuple((v, column) for v in of)) for name, of in communes.items() if of]
    for name, of in communes.items():
        if not of:
            cells |= {(name, column): Counted(0) for column in (*classes, ALL)}
    # Of the first class some lack water: what is left of it is told nowhere, and a nought of it tells.
    poor = cells[ALL, "c0"].count
    lacking = poor - poor // 7 * 6
    cells["water", "c0"] = Counted(lacking)
    cells["not-water", "c0"] = Counted(poor - lacking, is_told=False, nought_tells=True)
    sums.append(Sum((ALL, "c0"), (("water", "c0"), ("not-water", "c0"))))
    return cells, sums


def worked_out(cells: dict[Key, Counted], sums: list[Sum[Key]], hidden: set[Key]) -> dict[Key, float]:
    """Of each hidden cell how far apart the least and the most lie that fit what is told; reckoned anew."""
    keys = sorted(hidden)
    rows, right = [], []
    for one in sums:
        row = [float((key == one.whole) - (key in one.parts)) for key in keys]
        shown = sum(cells[part].count for part in one.parts if part not in hidden)
        rows.append(row)
        right.append(shown - (0 if one.whole in hidden else cells[one.whole].count))
    matrix, told = np.array(rows), np.array(right)
    truth = np.array([cells[key].count for key in keys])
    assert np.allclose(matrix @ truth, told), "the truth fits what is told"
    found = {}
    for place, key in enumerate(keys):
        ends = []
        for sign in (1.0, -1.0):
            aim = np.zeros(len(keys))
            aim[place] = sign
            answer = linprog(aim, A_eq=matrix, b_eq=told, bounds=(0, None))
            ends.append(sign * answer.fun if answer.status == 0 else -sign * np.inf)
        found[key] = ends[1] - ends[0]
    return found


@settings(max_examples=40)
@given(
    st.integers(2, 4).flatmap(
        lambda width: st.lists(
            st.lists(st.integers(0, 12) | st.integers(0, 90), min_size=width, max_size=width),
            min_size=2,
            max_size=5,
        )
    )
)
def test_no_small_cell_is_worked_out_whatever_is_subtracted(rows: list[list[int]]) -> None:
    cells, sums = table(rows)
    hidden = set(untold(cells, sums, SMALLEST))
    small = {key for key, one in cells.items() if one.is_small(SMALLEST)}
    assert small <= hidden
    if not hidden:
        return
    apart = worked_out(cells, sums, hidden)
    assert {key: apart[key] for key in small if apart[key] < SMALLEST - 1 - 1e-6} == {}


def test_without_the_second_cells_the_small_one_is_a_subtraction() -> None:
    """The check above can fail: with the small cell alone left out it does."""
    cells, sums = table([[3, 40], [20, 60]])
    assert worked_out(cells, sums, {("v0", "c0"), ("not-water", "c0")})["v0", "c0"] == pytest.approx(0)
    hidden = untold(cells, sums, SMALLEST)
    assert ("v0", "c0") in hidden and len(hidden) > 4


def test_what_has_no_small_count_is_told_whole_and_noughts_are() -> None:
    cells = {"all": Counted(40), "a": Counted(0), "b": Counted(25), "c": Counted(15)}
    assert untold(cells, [Sum("all", ("a", "b", "c"))], SMALLEST) == frozenset()


def test_all_of_a_group_is_not_told_where_everybody_would_be_known_by_it() -> None:
    """All thirty poor households lack water: then it is known of each of them."""
    cells = {
        "poor": Counted(30),
        "water": Counted(30),
        "rest": Counted(0, is_told=False, nought_tells=True),
    }
    assert "water" in untold(cells, [Sum("poor", ("water", "rest"))], SMALLEST)


def test_counts_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(ValueError, match="do not add up"):
        untold({"all": Counted(9), "a": Counted(8)}, [Sum("all", ("a",))], SMALLEST)
