"""What the law says of money: names by time, numbers by day, and what the linter tells of a broken place."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from giamngheo.law.budgets.library import FILE, money_law
from giamngheo.law.library import LAW
from giamngheo.law.linter.budgets import check_budgets
from giamngheo.law.linter.findings import Finding
from giamngheo.law.linter.instruments import read_instruments


@pytest.fixture
def law(tmp_path: Path) -> Path:
    (tmp_path / "budgets").mkdir()
    shutil.copy(LAW / FILE, tmp_path / FILE)
    return tmp_path


def told(law: Path) -> str:
    found: list[Finding] = []
    check_budgets([law], read_instruments(LAW, []), found)
    return "\n".join(map(str, found))


def test_the_products_own_has_no_fault_and_an_own_folder_need_not_speak_of_money(
    law: Path, tmp_path: Path
) -> None:
    assert told(law) == ""
    assert told(tmp_path / "other") == ""


def test_recurrent_money_is_called_otherwise_from_2026_and_districts_have_none() -> None:
    nature = money_law().nature("recurrent_fund")
    assert nature is not None
    assert nature.called(date(2025, 12, 31)) == "Vốn sự nghiệp"
    assert nature.called(date(2026, 1, 1)) == "Kinh phí thường xuyên"
    district = money_law().source("local_district")
    assert district is not None
    assert district.holds(date(2025, 6, 30))
    assert not district.holds(date(2026, 1, 1))


def test_numbers_of_a_rule_hold_in_their_time_alone_and_are_marked() -> None:
    rule = next(one for one in money_law().rules if one.id == "direct_production_share")
    limit = rule.on(date(2025, 12, 31))
    assert limit is not None
    assert (limit.value, limit.verified, limit.clause.at) == (70, False, "Điều 23")
    assert rule.on(date(2021, 1, 1)) is None
    assert rule.on(date(2026, 1, 1)) is None


@pytest.mark.parametrize(
    ("before", "after", "sentence"),
    [
        ("id: central,", "id: local_province,", "ghi hai lần"),
        ("instrument: tt-55-2023-btc, at: Điều 2}", "instrument: tt-0}", "không có trong instruments.yaml"),
        ("use: direct_production", "use: gold", "không có mục chi «gold»"),
        ("value: 70,", "value: 170,", "không hợp lý"),
        ("until: 2025-12-31", "until: 2020-12-31", "ngày cuối trước ngày đầu"),
        ('projects: ["2", "3.1"]', "projects: [x]", "không đúng dạng"),
        ("natures:", "kinds:", "money.yaml"),
        ("kiểm tra kinh phí từ năm 2026 theo quy định mới.", "", "needed_for"),
    ],
)
def test_a_broken_place_is_told(law: Path, before: str, after: str, sentence: str) -> None:
    file = law / FILE
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    assert sentence in told(law)
