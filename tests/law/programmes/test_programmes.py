"""The programmes as data: what the product holds, and what the linter tells of one broken in a place."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from giamngheo.law.library import LAW
from giamngheo.law.linter.findings import Finding
from giamngheo.law.linter.instruments import read_instruments
from giamngheo.law.linter.programmes import check_programmes
from giamngheo.law.programmes.library import NoProgrammeError, programme_for, programmes
from giamngheo.law.programmes.reading import find, text_of

NOW, NEXT = "poverty_reduction_2021_2025", "development_2026_2035"


def told(law: Path) -> str:
    found: list[Finding] = []
    check_programmes([law], read_instruments(LAW, []), found)
    return "\n".join(map(str, found))


@pytest.fixture
def law(tmp_path: Path) -> Path:
    shutil.copytree(LAW / "programmes", tmp_path / "programmes")
    return tmp_path


def test_the_products_own_programmes_have_no_fault(law: Path) -> None:
    assert told(law) == ""


def test_there_are_seven_projects_with_their_parts_and_national_targets() -> None:
    programme = programmes()[NOW]
    assert [one.code for one in programme.projects if not one.is_part] == list("1234567")
    assert [one.code for one in programme.projects if one.is_part] == [
        "1.1", "1.2", "3.1", "3.2", "4.1", "4.2", "4.3", "6.1", "6.2", "7.1", "7.2",
    ]  # fmt: skip
    assert [one.code for one in programme.parts_of("4")] == ["4.1", "4.2", "4.3"]
    assert {target.id.rstrip("abc") for target in programme.targets} == {f"n{n}" for n in range(1, 16)}
    project = programme.project("4.3")
    assert project is not None
    assert project.label == "Tiểu dự án 3"
    assert list(project.names) == ["Hỗ trợ việc làm bền vững"]


def test_what_is_from_memory_is_marked_and_what_comes_next_is_asked_for() -> None:
    coming = programmes()[NEXT]
    assert coming.projects == ()
    assert "chưa tìm thấy" in coming.open[0].text
    text = "\n".join(text_of(programmes()[NOW]))
    assert "cần đối chiếu công báo" in text
    assert "3.2 Cải thiện dinh dưỡng" in text
    assert "Chưa có: xem phần còn để ngỏ." in "\n".join(text_of(coming))


def test_the_programme_of_a_day_is_found_by_day_and_by_name() -> None:
    assert programme_for(date(2023, 5, 1)).id == NOW
    assert programme_for(date(2026, 1, 1)).id == NEXT
    assert find("giảm nghèo bền vững 2021-2025") is programmes()[NOW]
    with pytest.raises(NoProgrammeError, match=r"31/12/2036"):
        programme_for(date(2036, 12, 31))


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (f"id: {NOW}", "id: other", "hai tên phải giống nhau"),
        ('code: "3.1"', 'code: "3.2"', "ghi hai lần"),
        ('code: "3.1"', 'code: "8.1"', "không có dự án «8»"),
        ('code: "7.2"', 'code: "7.b"', "mã tiểu dự án như «3.1»"),
        ("last: 2025-12-31", "last: 2020-12-31", "ngày cuối trước ngày đầu"),
        ("last: 2025-12-31", "last: 2026-12-31", "chồng thời gian"),
        ("detailed_by: [tt-17-2022]", "detailed_by: [tt-0]", "không có văn bản «tt-0»"),
        (', note: "Theo tên của tiểu dự án; lời văn chưa thấy."', "", "không có ghi chú"),
        ('kind: below, value: 34, unit: "%"', "kind: below", "chưa ghi con số"),
        ('kind: share, value: 50', "kind: zero, value: 50", "không có con số"),
        ('- {text: "Bộ Xây dựng"}', '- {text: " "}', "có câu trống"),
        ("id: n2,", "id: n1,", "ghi hai lần"),
        ("instrument: qd-90-2022}}", "instrument: qd-0}}", "«qd-0» không có trong instruments.yaml"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_its_place(law: Path, before: str, after: str, said: str) -> None:
    path = law / "programmes" / NOW / "programme.yaml"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    assert said in told(law)


def test_a_programme_without_projects_asks_for_them_and_has_its_readme(law: Path) -> None:
    folder = law / "programmes" / NEXT
    path = folder / "programme.yaml"
    path.write_text(path.read_text(encoding="utf-8").split("open:")[0], encoding="utf-8")
    (folder / "README.md").unlink()
    assert "không ghi câu hỏi còn để ngỏ" in told(law)
    assert "thiếu README.md" in told(law)
