"""What the heading of a column means, and what it does not."""

from pathlib import Path
from typing import Any

import pytest
from tests.apps.exchange.lists.made import DAY, classified, results, sheet

from giamngheo.apps.exchange.lists.classification import Asked, open_list
from giamngheo.apps.exchange.lists.headings import counts_a_year
from giamngheo.apps.exchange.lists.recognition import ColumnMapping, MappingError, read_mapping
from giamngheo.apps.exchange.lists.results import answers


def found(tmp_path: Path, headings: list[str], *rows: list[Any]) -> dict[str, str | None]:
    """Heading → field for a list with these headings."""
    filled = rows or ([1 for _ in headings],)
    opened = open_list(sheet(tmp_path / "a.xlsx", [headings, *filled]), Asked(DAY))
    return {c.heading: c.field.id if c.field else None for c in opened.households.columns}


@pytest.mark.parametrize(
    "heading",
    [
        "TNBQ (nghìn đồng)",
        "TNBQ (1000đ)",
        "TN BQ",
        "TNBQĐN",
        "TNBQ/khẩu/tháng",
        "TNBQ/người/năm (đồng)",
        "THU NHẬP BÌNH QUÂN ĐẦU NGƯỜI",
        "thu nhap binh quan dau nguoi",
        "Thu nhập bq khẩu/tháng",
    ],
)
def test_income_per_head_is_known_as_offices_abbreviate_it(tmp_path: Path, heading: str) -> None:
    assert found(tmp_path, ["Chủ hộ", heading])[heading] == "income_per_head"


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Điểm B.1", "income_points"),
        ("Điểm B-2", "deprivation_points"),
        ("Điểm BI", "income_points"),
        ("Điểm BII", "deprivation_points"),
        ("Tổng B1", "income_points"),
        ("Tổng CSTH", "deprivation_count"),
        ("(4) Bảo hiểm y tế", "deprived_health_insurance"),
        ("Chỉ số 4", "deprived_health_insurance"),
        ("CS12", "deprived_information_means"),
        ("Thu nhập bình quân hộ/tháng", "household_income"),
        ("Chuẩn nghèo thu nhập bình quân", None),
        ("Có nhà vệ sinh", None),
        ("Có BHYT", None),
        ("Ghi chú", None),
    ],
)
def test_a_heading_means_what_it_says(tmp_path: Path, heading: str, field: str | None) -> None:
    assert found(tmp_path, ["Chủ hộ", heading])[heading] == field


@pytest.mark.parametrize(
    ("heading", "yearly"),
    [
        ("Thu nhập bình quân đầu người/năm", True),
        ("TNBQ một năm", True),
        ("Thu nhập bình quân/người/năm (tính đến tháng 12)", True),
        ("Thu nhập bình quân đầu người năm 2025 (nghìn đồng)", False),
        ("Năm 2025 – Thu nhập bình quân", False),
        ("Thu nhập bình quân đầu người/tháng năm 2025", False),
        ("Thu nhập bình quân", False),
    ],
)
def test_a_year_in_a_heading_is_a_period_only_where_it_says_so(heading: str, yearly: bool) -> None:
    assert counts_a_year(heading) is yearly


def test_the_unit_may_stand_above_the_table(tmp_path: Path) -> None:
    rows = [["Đơn vị tính: nghìn đồng"], ["Chủ hộ", "TNBQ", "Số chỉ số thiếu hụt"], ["Mẫu 1", 1500, 3]]
    assert results(sheet(tmp_path / "a.xlsx", rows)) == ["Hộ nghèo"]


def test_amounts_that_do_not_fit_their_unit_are_told_whatever_the_unit(tmp_path: Path) -> None:
    rows = [["Chủ hộ", "TNBQ (đồng)", "Số chỉ số thiếu hụt"], ["Mẫu 1", 3500, 3], ["Mẫu 2", 1_000_000, 3]]
    assert results(sheet(tmp_path / "a.xlsx", rows)) == ["Chưa xác định", "Hộ nghèo"]


def test_a_column_of_indicator_numbers_is_a_list_and_no_count(tmp_path: Path) -> None:
    heading = ["Chủ hộ", "TNBQ", "Các chỉ số thiếu hụt"]
    rows = [["Mẫu 1", 1_000_000, "1, 3, 7"], ["Mẫu 2", 1_000_000, "3"], ["Mẫu 3", 1_000_000, "nhà"]]
    listed = classified(sheet(tmp_path / "a.xlsx", [heading, *rows]))
    assert answers(listed).get_column("Kết quả").to_list() == ["Hộ nghèo", "Hộ cận nghèo", "Chưa xác định"]
    assert listed.faults.get_column("row").to_list() == [4]


def test_a_blank_tick_may_mean_no_but_one_that_is_not_understood_never_does(tmp_path: Path) -> None:
    heading = ["Chủ hộ", "TNBQ", "Số chỉ số thiếu hụt", "BHYT"]
    path = sheet(
        tmp_path / "a.xlsx", [heading, ["Mẫu 1", 1_000_000, None, "?"], ["Mẫu 2", 1_000_000, None, None]]
    )
    frame = classified(path, mapping=ColumnMapping(blank_is_no=True)).frame
    assert frame.get_column("deprived_health_insurance").to_list() == [None, False]


def test_two_columns_for_one_field_are_told(tmp_path: Path) -> None:
    heading = ["Chủ hộ", "Điểm B1 2024", "Điểm B1 2025", "Điểm B2"]
    opened = open_list(sheet(tmp_path / "a.xlsx", [heading, ["Mẫu 1", 100, 150, 30]]), Asked(DAY))
    assert any("«Điểm B1 2024»" in note and "«Điểm B1 2025»" in note for note in opened.notes)


def test_what_a_list_lacks_is_told_before_everything_is_unknown(tmp_path: Path) -> None:
    opened = open_list(sheet(tmp_path / "a.xlsx", [["Chủ hộ", "Điểm B2"], ["Mẫu 1", 30]]), Asked(DAY))
    assert any("Không thấy cột thu nhập" in note for note in opened.notes)


def test_indicators_of_another_standard_are_told(tmp_path: Path) -> None:
    heading = ["Chủ hộ", "TNBQ", "Tiếp cận các dịch vụ y tế", "Xử lý chất thải", "BHYT"]
    opened = open_list(sheet(tmp_path / "a.xlsx", [heading, ["Mẫu 1", 1_000_000, "x", "x", "x"]]), Asked(DAY))
    assert not any("Chuẩn 2016–2020" in note for note in opened.notes)
    both = ["Chủ hộ", "TNBQ", "Tiếp cận các dịch vụ y tế", "Tài sản phục vụ tiếp cận thông tin", "BHYT"]
    of_2027 = open_list(
        sheet(tmp_path / "b.xlsx", [both, ["Mẫu 1", 1_000_000, "x", "x", "x"]]), Asked(DAY.replace(year=2027))
    )
    assert any("Chuẩn" in note and "áp dụng" in note for note in of_2027.notes)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"[" * 100_000, "quá lớn"),
        (b"cot: 1", "«cot»"),
        (b"columns: [1]", "columns"),
        (b"- 1", "YAML hoặc JSON"),
        (b"heading_rows: [3, 1]", "heading_rows"),
    ],
)
def test_a_mapping_that_is_none_is_refused_in_vietnamese(data: bytes, words: str) -> None:
    with pytest.raises(MappingError, match=words) as error:
        read_mapping(data)
    assert "xpected" not in str(error.value)


def test_a_unit_that_is_none_is_refused(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", [["Chủ hộ", "TNBQ", "B2"], ["Mẫu 1", 1_000_000, 30]])
    with pytest.raises(MappingError, match="Đơn vị 0"):
        results(path, mapping=ColumnMapping(units={"B": 0}))
