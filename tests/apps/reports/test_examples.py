"""The worked example of each table, reckoned by hand over nine households that a person can follow."""

from typing import Any

import narwhals.stable.v2 as nw
import polars as pl
import pytest
import yaml

from giamngheo.apps.reports.reckoning import reckon
from giamngheo.law.library import LAW, code_list, rules_of
from giamngheo.law.reports.library import statutory_table, statutory_tables
from giamngheo.law.vocabulary import published as at

FLAGS = ("ethnic_minority", "merit", "no_working_capacity", "woman_head")
DEPRIVATIONS = [one.id for one in rules_of("national_2022_2026").standard.deprivations]
VILLAGE, COMMUNE = 1, 10


def household(told: dict[str, Any], number: int) -> dict[str, Any]:
    lacks, causes, listed = told.get("deprivations"), told.get("causes", []), (1, 2)
    return {
        at.HOUSEHOLD: number,
        at.AREA: VILLAGE,
        at.AREA_OPENING: None if told.get("came") else VILLAGE,
        at.IS_HERE: not told.get("left", False),
        at.IS_NEWCOMER: told.get("came", False),
        at.CLASS_CODE: told.get("class_code", 0),
        at.CLASS_CODE_OPENING: told.get("class_code_opening", 0),
        at.LISTED_BEFORE: told.get("listed_before", told.get("class_code_opening") in listed),
        at.MEMBERS: told.get("member_count", 0),
        at.MEMBERS_OPENING: told.get("member_count_opening"),
        at.MINORITY_MEMBERS: told.get("minority_members", 0),
        at.CHILDREN: told.get("children", 0),
        at.HEAD_ETHNICITY: told.get("head_ethnicity"),
        **{
            name: None if name in told.get("unknown", []) else name in told.get("flags", []) for name in FLAGS
        },
        at.DEPRIVATIONS_TOLD: lacks is not None,
        **{f"{at.DEPRIVED}{one}": None if lacks is None else one in lacks for one in DEPRIVATIONS},
        at.CAUSES_TOLD: bool(causes),
        **{f"{at.CAUSE}{one}": one in causes for one in code_list("poverty_causes")},
    }


@pytest.fixture(scope="module")
def households() -> Any:
    told = yaml.safe_load((LAW / "reports" / "example_households.yaml").read_text(encoding="utf-8"))
    rows = [household(one, number) for number, one in enumerate(told, 1)]
    kinds = {at.CLASS_CODE: pl.Int8, at.CLASS_CODE_OPENING: pl.Int8}
    return nw.from_native(pl.LazyFrame(rows, schema_overrides=kinds))


@pytest.mark.parametrize("name", statutory_tables())
def test_a_table_is_as_reckoned_by_hand(name: str, households: Any) -> None:
    example = yaml.safe_load((LAW / "reports" / name / "example.yaml").read_text(encoding="utf-8"))
    found = reckon(statutory_table(name), households, {VILLAGE: COMMUNE})
    assert found.disagreements == ()
    for unit in (None, COMMUNE):
        lines = {line.part: line.values for line in found.lines if line.unit == unit}
        assert set(lines) == set(example)
        for part, expected in example.items():
            told = {key: lines[part][key] for key in expected}
            assert {
                key: None if value is None else round(float(value), 2) for key, value in told.items()
            } == {key: pytest.approx(value) for key, value in expected.items()}
