"""B1 from a list's own answers: by a loaded table, or by the made-up one for made-up households only."""

from datetime import date
from pathlib import Path

import msgspec
import polars as pl
from tests.apps.exchange.lists.made import classified, sheet

from giamngheo.apps.exchange.lists.points import DEMONSTRATION_NOTE, with_points
from giamngheo.law.library import rules_for
from giamngheo.law.point_tables import demonstration_table, store
from giamngheo.law.vocabulary.standards import Residence

RULES = rules_for(date(2026, 11, 15))
HEADING = [
    "Mã hộ",
    "Số nhân khẩu",
    "Tổng diện tích nhà ở",
    "electricity_kwh",
    "has_motorbike",
    "has_refrigerator",
    "Số chỉ số thiếu hụt",
]


def test_made_up_households_are_scored_by_the_made_up_table_and_told_so(tmp_path: Path) -> None:
    rows = [HEADING, ["DEMO-1", 4, 45, 60, "có", "không", 3], ["DEMO-2", 4, None, 60, "có", "không", 3]]
    found = classified(sheet(tmp_path / "a.xlsx", rows))
    assert found.frame.get_column("income_points").to_list() == [40 + 35 + 15 + 15 + 15 + 0, None]
    assert DEMONSTRATION_NOTE in found.notes


def test_one_household_that_is_not_made_up_keeps_the_made_up_table_away(tmp_path: Path) -> None:
    rows = [HEADING, ["DEMO-1", 4, 45, 60, "có", "không", 3], ["H2", 4, 45, 60, "có", "không", 3]]
    found = classified(sheet(tmp_path / "a.xlsx", rows))
    assert "income_points" not in found.frame.columns
    assert DEMONSTRATION_NOTE not in found.notes


def test_a_loaded_table_scores_real_households_of_its_residence(tmp_path: Path) -> None:
    made_up = demonstration_table(RULES, Residence.RURAL)
    table = msgspec.structs.replace(
        made_up, demonstration=False, banner="", source="Công báo thử", vouched_by="Người thử", base=0
    )
    store(table, tmp_path)
    frame = pl.DataFrame(
        {
            "household": [1, 2],
            "household_code": ["H1", "H2"],
            "urban": [False, True],
            "member_count": [4, 4],
            "housing_area": [45.0, 45.0],
            "electricity_kwh": [60, 60],
            "has_motorbike": [True, True],
            "has_refrigerator": [False, False],
        }
    )
    scored, notes = with_points(frame, RULES, tmp_path)
    assert scored.get_column("income_points").to_list() == [35 + 15 + 15 + 15 + 0, None]
    assert "Công báo thử" in notes[0]
    assert with_points(frame, RULES, tmp_path / "trống")[0].columns == frame.columns
