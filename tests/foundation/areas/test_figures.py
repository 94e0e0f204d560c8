"""Worked examples of figures on other boundaries; random ones stand in `test_properties`."""

from collections.abc import Sequence
from datetime import date

import polars as pl
import pytest
from tests.foundation.areas.country import (
    DAY,
    EVE,
    LATER,
    create,
    end,
    in_force,
    move,
    number,
    part,
    small_country,
    whole,
)

from giamngheo.foundation.areas.figures import on_boundaries, totals
from giamngheo.foundation.areas.kinds import Tier
from giamngheo.foundation.areas.queries import unit_on

pytestmark = pytest.mark.django_db

Row = tuple[str, date, int]


def rows_of(rows: Sequence[Row]) -> pl.DataFrame:
    return pl.DataFrame(
        [(number(code, day), day, count) for code, day, count in rows],
        schema={"area_id": pl.Int64, "day": pl.Date, "households": pl.Int64},
        orient="row",
    )


def counted(rows: Sequence[Row], day: date, tier: Tier = Tier.COMMUNE) -> dict[str, int]:
    """Households by unit; a star marks what is not assigned."""
    found = totals(rows_of(rows), day, tier, ["households"])
    counts = {}
    for unit_id, is_assigned, households in found.iter_rows():
        unit = unit_on(unit_id, day) if unit_id is not None else None
        counts[("" if is_assigned else "*") + (unit.name if unit else "")] = households
    return counts


@pytest.fixture(autouse=True)
def _country() -> None:
    small_country()


def merge() -> None:
    in_force(
        DAY,
        end("00001"),
        end("00002"),
        create("00001", "Đồng Hoà", "commune", "101"),
        whole("00001", "00001"),
        whole("00002", "00001"),
    )


def test_figures_of_merged_communes_add_up_in_the_new_one() -> None:
    merge()
    rows = [("00001", EVE, 10), ("00002", EVE, 5), ("00001", DAY, 7), ("00003", EVE, 1)]
    assert counted(rows, DAY) == {"Đồng Hoà": 22, "Tân Lập": 1}


def test_figures_of_a_merged_commune_are_not_split_on_the_old_boundaries() -> None:
    merge()
    assert counted([("00001", DAY, 22)], EVE) == {"*Sông Lô": 22}


def test_villages_that_kept_their_identity_are_followed_back() -> None:
    merge()
    rows = [("00001.1", DAY, 4), ("00002.1", LATER, 3), ("00001", DAY, 2)]
    assert counted(rows, EVE) == {"Đồng Tâm": 4, "Hoà Bình": 3, "*Sông Lô": 2}


def test_figures_of_a_divided_commune_stay_unassigned_above_its_successors() -> None:
    in_force(DAY, end("00003"), part("00003", "00001", "0.5"), part("00003", "00002", "0.5"))
    assert counted([("00003", EVE, 9)], DAY) == {"*Sông Lô": 9}
    assert counted([("00003", EVE, 9)], DAY, Tier.DISTRICT) == {"Sông Lô": 9}
    # On the old boundaries what received a part cannot be told from what it was before.
    assert counted([("00001", DAY, 8), ("00001.1", DAY, 6)], EVE) == {"*Sông Lô": 8, "Đồng Tâm": 6}


def test_figures_of_a_commune_that_lost_a_village_are_not_claimed_for_either() -> None:
    in_force(DAY, move("00001.2", "00003"))
    assert counted([("00001", EVE, 9), ("00001.1", EVE, 3)], DAY) == {"*Sông Lô": 9, "Đồng Tâm": 3}
    assert counted([("00001", DAY, 9), ("00003", DAY, 3)], EVE) == {"Đồng Tâm": 9, "*Sông Lô": 3}


def test_districts_that_are_gone_can_still_be_asked_for() -> None:
    in_force(
        DAY,
        *(end(code) for code in ("101", "102", "201", "02")),
        whole("02", "01"),
        *(move(code, "01") for code in ("00001", "00002", "00003", "00004", "00005")),
    )
    rows = [("00001", LATER, 1), ("00004", LATER, 2), ("00005", EVE, 4), ("01", LATER, 8)]
    assert counted(rows, EVE, Tier.DISTRICT) == {"Sông Lô": 1, "Sông Cầu": 2, "Sông Tiền": 4, "*Việt Nam": 8}
    assert counted(rows, EVE, Tier.PROVINCE) == {"Bắc Thử": 3, "Nam Thử": 4, "*Việt Nam": 8}
    assert counted(rows, DAY, Tier.DISTRICT) == {"*Bắc Thử": 15}


def test_a_commune_made_beside_one_of_which_nothing_is_known_may_be_that_one() -> None:
    in_force(
        DAY, end("00003"), end("00002"), create("00009", "Mới", "commune", "101"), whole("00002", "00009")
    )
    assert counted([("00003", EVE, 2), ("00002", EVE, 3)], DAY) == {"*Sông Lô": 2, "Mới": 3}
    assert counted([("00009", DAY, 5)], EVE) == {"*Sông Lô": 5}


def test_a_unit_made_from_nothing_was_in_the_one_above_it() -> None:
    in_force(DAY, create("00001.9", "Xóm Mới", "village", "00001"))
    assert counted([("00001.9", DAY, 5)], EVE) == {"Đồng Tâm": 5}
    assert counted([("00001.9", DAY, 5)], EVE, Tier.VILLAGE) == {"*Đồng Tâm": 5}


def test_several_reforms_are_followed_both_ways() -> None:
    merge()
    in_force(LATER, end("00001"), whole("00001", "00003"))
    after = date(2026, 6, 1)
    assert counted([("00002", EVE, 5), ("00001", DAY, 7)], after) == {"Tân Lập": 12}
    assert counted([("00002.1", after, 5), ("00003", after, 7)], EVE) == {"Hoà Bình": 5, "*Sông Lô": 7}
    assert counted([("00003", DAY, 7), ("00002.1", EVE, 1)], DAY) == {"Tân Lập": 7, "Đồng Hoà": 1}


def test_rows_keep_their_order_and_columns_and_unknown_areas_are_kept() -> None:
    rows = pl.DataFrame(
        {"day": [EVE, None, DAY], "place": [number("00002", EVE), number("00003", EVE), 0], "n": [3, 2, 1]}
    )
    placed = on_boundaries(rows, DAY, Tier.COMMUNE, area="place")
    assert placed.select("day", "place", "n").equals(rows)
    assert placed["unit_id"].to_list() == [number("00002", EVE), None, None]
    assert placed["is_assigned"].to_list() == [True, False, False]


def test_a_row_dated_after_the_end_of_its_area_is_taken_as_of_its_last_day() -> None:
    merge()
    old = number("00002", EVE)
    rows = pl.DataFrame({"area_id": [old, old], "day": [LATER, date(1990, 1, 1)]})
    assert on_boundaries(rows, DAY, Tier.COMMUNE)["unit_id"].to_list() == [number("00001", DAY)] * 2


def test_a_table_without_rows_stays_one() -> None:
    rows = pl.DataFrame(schema={"area_id": pl.Int64, "day": pl.Date, "households": pl.Int64})
    assert on_boundaries(rows, DAY, Tier.COMMUNE).columns == [
        "area_id", "day", "households", "unit_id", "is_assigned",
    ]  # fmt: skip


def test_sums_are_wider_than_the_counts() -> None:
    rows = rows_of([("00003", EVE, 100), ("00003", EVE, 100)]).with_columns(
        pl.col("households").cast(pl.Int8)
    )
    assert totals(rows, EVE, Tier.COMMUNE, ["households"])["households"].to_list() == [200]
