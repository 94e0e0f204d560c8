"""The form of official documents as data: a fault in it is told with its place."""

from pathlib import Path

import pytest
from tests.law.faulty import law, write

from giamngheo.law.library import LAW
from giamngheo.law.linter.check import check

SOUND = (LAW / "papers/nd_30_2020/layout.yaml").read_text(encoding="utf-8").replace("nd-30-2020", "nd-1")
PLACE = "papers/nd_30_2020/layout.yaml"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("", "", ""),
        (
            "least: 30, most: 35, taken: 30",
            "least: 30, most: 35, taken: 25",
            "margins_mm.left: lấy 25, ngoài khoảng",
        ),
        (
            "most: 1.5, taken: 1.15",
            "most: 1.5, taken: 2",
            "line_spacing: lấy 2, ngoài khoảng cho phép 1 đến 1.5",
        ),
        ("nd-1", "nd-9", "«nd-9»"),
        ("first: 2020-03-05", "first: 2020-03-05\nlast: 2020-01-01", "ngày cuối trước ngày đầu"),
        ("id: nd_30_2020", "id: other", "hai tên phải giống nhau"),
        ("font:", "fount:", "Gói luật hỏng: layout.yaml"),
        ("note: Phụ lục chỉ quy định mức ít nhất.", 'note: ""', "không có ghi chú"),
    ],
)
def test_a_fault_of_a_layout_is_told_with_its_place(tmp_path: Path, old: str, new: str, words: str) -> None:
    root = law(tmp_path)
    write(root, PLACE, SOUND.replace(old, new, 1) if old else SOUND)
    found = [str(one) for one in check(root)]
    assert [one for one in found if "papers" in one and words in one] if words else found == []
