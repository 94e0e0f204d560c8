"""The linter reads frameworks of results: a copy of the product's own, broken in one place at a time."""

import shutil
from pathlib import Path

import pytest

from giamngheo.law.library import LAW
from giamngheo.law.linter.findings import Finding
from giamngheo.law.linter.instruments import read_instruments
from giamngheo.law.linter.results import check_frameworks

NAME = "programme_2021_2025"


def told(law: Path) -> str:
    found: list[Finding] = []
    check_frameworks([law], read_instruments(LAW, []), found)
    return "\n".join(map(str, found))


@pytest.fixture
def law(tmp_path: Path) -> Path:
    shutil.copytree(LAW / "results" / NAME, tmp_path / "results" / NAME)
    return tmp_path


def test_the_products_own_framework_has_no_fault(law: Path) -> None:
    assert told(law) == ""


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("id: programme_2021_2025", "id: other", "khác tên thư mục"),
        ("computed: escaped_not_relapsed", "computed: guessed", "không có cách tính «guessed»"),
        ("rate_of: poor_households", "rate_of: poor_rate", "rate_of phải nêu một chỉ số đếm"),
        ("among: in_need_and_eligible", "note: thử", "tính trên ai"),
        ("denominator: Hộ có quyết định thoát nghèo trong 36 tháng gần nhất", "note: ''", "mẫu số"),
        ("id: near_poor_rate", "id: poor_rate", "ghi hai lần"),
        ("first: 2026-01-01", "first: 2025-01-01", "chồng thời gian"),
        ("instruments: [qd-90-2022, tt-10-2022]", "instruments: [qd-0]", "không có văn bản «qd-0»"),
        ("plans: [T22]", "plans: [T22, T28]", "không ví dụ nào có chỉ tiêu T28"),
        ("    need: housing\n", "", "phải ghi nhu cầu (need)"),
        ("need: housing", "need: love", "không có nhu cầu «love»"),
        ("computed: activity_outputs\n    over_period: true", "computed: activity_outputs", "trong kỳ"),
        ("direction: down", "direction: sideways", "Gói luật hỏng"),
    ],
)
def test_a_fault_is_told_with_its_place(law: Path, before: str, after: str, said: str) -> None:
    path = law / "results" / NAME / "framework.yaml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    assert said in told(law)


def test_an_example_that_does_not_hold_and_missing_papers_are_told(law: Path) -> None:
    folder = law / "results" / NAME
    path = folder / "examples" / "plan_004.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("value: 0.43", "value: 0.44"), encoding="utf-8")
    (folder / "README.md").unlink()
    said = told(law)
    assert "T26 2023-12-31" in said
    assert "thiếu README.md" in said
