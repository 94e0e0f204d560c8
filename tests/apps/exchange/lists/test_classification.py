"""From a list as communes keep it to who is poor."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from tests.apps.exchange.lists.made import classified, results, sheet, workbook

from giamngheo.apps.exchange.lists.classification import Asked, NoEvidenceError, classify_list, open_list
from giamngheo.apps.exchange.lists.recognition import ColumnMapping, MappingError
from giamngheo.apps.exchange.lists.residence import UnknownResidenceError
from giamngheo.apps.exchange.lists.results import answers
from giamngheo.foundation.sheets import UnreadableFile
from giamngheo.law.library import NoStandardError, OpenLawError

POOR, NEAR, AVERAGE, NOT, UNKNOWN = (
    "Hộ nghèo",
    "Hộ cận nghèo",
    "Hộ có mức sống trung bình",
    "Hộ không nghèo",
    "Chưa xác định",
)
TWELVE = [
    "Việc làm",
    "Người phụ thuộc",
    "Dinh dưỡng",
    "BHYT",
    "Trình độ giáo dục người lớn",
    "Trẻ em đi học",
    "Chất lượng nhà ở",
    "Diện tích nhà ở",
    "Nguồn nước",
    "Nhà tiêu",
    "Viễn thông",
    "Phương tiện tiếp cận thông tin",
]


def test_scored_sheets_are_classified_by_their_totals(tmp_path: Path) -> None:
    rows = [["Chủ hộ", "Điểm B1", "Điểm B2"], ["Mẫu 1", 140, 30], ["Mẫu 2", 140, 20], ["Mẫu 3", 141, 30]]
    path = sheet(tmp_path / "a.xlsx", [*rows, ["Mẫu 4", 175, 30], ["Mẫu 5", None, 30]])

    assert results(path) == [POOR, NEAR, NOT, NOT, UNKNOWN]
    assert results(path, area_kind="phường") == [POOR, NEAR, POOR, POOR, UNKNOWN]


def test_income_with_ticks_is_classified_and_a_blank_is_not_known(tmp_path: Path) -> None:
    heading = ["Họ tên chủ hộ", "Thu nhập bình quân đầu người (đồng)", *TWELVE]
    no = ["không"] * 9
    rows = [
        ["Mẫu 1", 1_500_000, "x", "x", "x", *no],
        ["Mẫu 2", 1_500_001, "x", "x", "x", *no],
        ["Mẫu 3", "1.500.000", "x", "x", None, *no],
        ["Mẫu 4", "1,5 triệu", "x", "x", 0, *no],
        ["Mẫu 5", 2_250_001, *[None] * 12],
    ]
    path = sheet(tmp_path / "a.xlsx", [heading, *rows])

    assert results(path) == [POOR, AVERAGE, UNKNOWN, NEAR, NOT]
    missing = answers(classified(path)).get_column("Còn thiếu").to_list()
    assert missing == [None, None, "Chỉ số: Dinh dưỡng", None, None]
    assert results(path, mapping=ColumnMapping(blank_is_no=True)) == [POOR, AVERAGE, NEAR, NEAR, NOT]


def test_income_with_a_number_of_deprivations_is_enough(tmp_path: Path) -> None:
    rows = [
        ["Chủ hộ", "Thu nhập bình quân", "Số chỉ số thiếu hụt"],
        ["Mẫu 1", 900_000, 3],
        ["Mẫu 2", 900_000, "2"],
    ]
    assert results(sheet(tmp_path / "a.xlsx", rows)) == [POOR, NEAR]


def test_deprivations_headed_by_their_official_number_are_known(tmp_path: Path) -> None:
    heading = ["Chủ hộ", "Thu nhập bình quân", "Chỉ số thiếu hụt", *[None] * 11]
    numbers = [None, None, *range(1, 13)]
    row = ["Mẫu 1", 1_000_000, *["x"] * 3, *[0] * 9]
    opened = classified(sheet(tmp_path / "a.xlsx", [heading, numbers, row]))

    assert opened.opened.households.columns[5].field is not None
    assert opened.opened.households.columns[5].field.id == "deprived_health_insurance"
    assert answers(opened).get_column("Kết quả").to_list() == [POOR]


def test_titles_groups_totals_and_signatures_are_no_households(tmp_path: Path) -> None:
    rows = [
        ["UBND PHƯỜNG MINH HOẠ"],
        ["DANH SÁCH HỘ RÀ SOÁT (MINH HOẠ)"],
        [],
        ["STT", "Chủ hộ", "Điểm B1", "Điểm B2"],
        ["(1)", "(2)", "(3)", "(4)"],
        [None, "I. Tổ dân phố 1"],
        [1, "Mẫu 1", 150, 30],
        [2, "Mẫu 2", 176, 30],
        [None, "Tổng cộng", 2],
        [],
        [None, None, None, "Người lập biểu"],
    ]
    found = classified(sheet(tmp_path / "a.xlsx", rows), area_kind=None)

    assert answers(found).rows()[0][:2] == (7, POOR)
    assert answers(found).get_column("Kết quả").to_list() == [POOR, NOT]
    assert any("UBND PHƯỜNG MINH HOẠ" in note for note in found.notes)


@pytest.mark.parametrize(("area", "expected"), [("xã", NOT), ("Phường Minh Hoạ", POOR), ("thành thị", POOR)])
def test_each_household_has_the_residence_that_its_row_says(tmp_path: Path, area: str, expected: str) -> None:
    path = sheet(tmp_path / "a.xlsx", [["Chủ hộ", "Khu vực", "B1", "B2"], ["Mẫu 1", area, 150, 30]])
    assert results(path, area_kind=None) == [expected]


def test_a_blank_residence_follows_what_was_said_of_the_list_and_a_wrong_one_does_not(tmp_path: Path) -> None:
    rows = [["Chủ hộ", "Khu vực", "B1", "B2"], ["Mẫu 1", None, 150, 30], ["Mẫu 2", "buôn", 150, 30]]
    found = classified(sheet(tmp_path / "a.xlsx", rows), area_kind="phường")

    assert answers(found).get_column("Kết quả").to_list() == [POOR, UNKNOWN]
    assert found.faults.select("row", "column").rows() == [(3, "B")]


def test_a_township_is_urban_until_the_reform_and_refused_after_it(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", [["Chủ hộ", "B1", "B2"], ["Mẫu 1", 150, 30]])
    assert results(path, day=date(2024, 11, 1), area_kind="thị trấn") == [POOR]
    with pytest.raises(UnknownResidenceError, match="Không có thị trấn vào ngày 15/11/2026"):
        results(path, area_kind="thị trấn")


def test_without_residence_a_class_is_given_only_where_both_lines_give_it(tmp_path: Path) -> None:
    rows = [["Chủ hộ", "B1", "B2"], ["Mẫu 1", 140, 30], ["Mẫu 2", 150, 30], ["Mẫu 3", 176, 30]]
    found = classified(sheet(tmp_path / "a.xlsx", rows), area_kind=None)
    answered = answers(found)
    assert answered.get_column("Kết quả").to_list() == [POOR, UNKNOWN, NOT]
    assert answered.get_column("Còn thiếu").to_list()[1] == "Khu vực (nông thôn hay thành thị)"


@pytest.mark.parametrize(
    ("heading", "value", "expected"),
    [
        ("Thu nhập bình quân (nghìn đồng)", 1500, POOR),
        ("Thu nhập bình quân (triệu đồng)", "1,6", AVERAGE),
        ("Thu nhập bình quân đầu người/năm (đồng)", 18_000_000, POOR),
        ("Thu nhập bình quân đầu người/năm (đồng)", 18_000_001, AVERAGE),
        ("Thu nhập bình quân", 1500, UNKNOWN),
    ],
)
def test_income_is_read_in_the_unit_and_period_of_its_heading(
    tmp_path: Path, heading: str, value: object, expected: str
) -> None:
    path = sheet(tmp_path / "a.xlsx", [["Chủ hộ", heading, "Số chỉ số thiếu hụt"], ["Mẫu 1", value, 3]])
    assert results(path) == [expected]


def test_impossible_values_are_told_by_row_and_column_and_the_good_rows_go_on(tmp_path: Path) -> None:
    rows = [
        ["Mã hộ", "Điểm B1", "Điểm B2"],
        ["A1", 100, 35],
        ["A2", "một trăm", 30],
        ["A3", 100, 130],
        ["A4", 100, 30],
        ["A5", 1400, 30],
    ]
    found = classified(sheet(tmp_path / "a.xlsx", rows))

    told = found.faults.select("row", "column", "value").rows()
    assert told == [(2, "C", "35"), (3, "B", "một trăm"), (4, "C", "130"), (6, "B", "1400")]
    assert all(found.faults.get_column(name).str.len_chars().min() > 5 for name in ("reason", "remedy"))
    assert answers(found).get_column("Kết quả").to_list() == [UNKNOWN, UNKNOWN, UNKNOWN, POOR, UNKNOWN]


def test_members_in_another_sheet_find_their_household_by_code(tmp_path: Path) -> None:
    homes = [["Mã hộ", "Thu nhập bình quân"], ["H1", 1_000_000], ["H2", 1_000_000], ["H3", 1_000_000]]
    people = [
        [
            "Mã hộ",
            "Họ tên thành viên",
            "Quan hệ với chủ hộ",
            "Ngày sinh",
            "Có thẻ bảo hiểm y tế",
            "Có sử dụng dịch vụ internet",
        ],
        ["H1", "Mẫu A", "Chủ hộ", 1980, "không", "không"],
        ["H1", "Mẫu B", "Con", "15/11/2020", "không", "không"],
        ["H2", "Mẫu C", "Chủ hộ", 1980, "có", "có"],
        ["H9", "Mẫu D", "Chủ hộ", 1980, "có", "có"],
    ]
    found = classified(workbook(tmp_path / "a.xlsx", {"Hộ": homes, "Thành viên": people}))

    frame = found.frame
    assert frame.get_column("deprived_health_insurance").to_list() == [True, False, None]
    assert frame.get_column("deprived_telecommunication").to_list() == [True, False, None]
    assert found.faults.select("sheet", "row").rows() == [("Thành viên", 5)]
    assert "không có hộ nào" in found.faults.get_column("reason")[0]


def test_members_of_a_code_that_two_households_share_belong_to_neither(tmp_path: Path) -> None:
    homes = [["Mã hộ", "Thôn", "Thu nhập bình quân"], ["1", "Đông", 1_000_000], ["1", "Tây", 1_000_000]]
    people = [
        ["Mã hộ", "Thành viên", "Quan hệ", "Có thẻ bảo hiểm y tế", "Ngày sinh"],
        ["1", "Mẫu A", "Chủ hộ", "không", 1980],
    ]
    found = classified(workbook(tmp_path / "a.xlsx", {"Hộ": homes, "Thành viên": people}))
    assert found.frame.get_column("deprived_health_insurance").to_list() == [None, None]
    assert "nhiều hộ" in found.faults.get_column("reason")[0]

    with_village = [["Thôn", *people[0]], ["TÂY", *people[1]]]
    found = classified(workbook(tmp_path / "b.xlsx", {"Hộ": homes, "Thành viên": with_village}))
    assert found.frame.get_column("deprived_health_insurance").to_list() == [None, True]


def test_a_flat_list_with_a_row_a_member_gives_one_answer_a_household(tmp_path: Path) -> None:
    rows = [
        [
            "Mã hộ",
            "Họ tên thành viên",
            "Quan hệ với chủ hộ",
            "Năm sinh",
            "Có thẻ bảo hiểm y tế",
            "Thu nhập bình quân",
            "Điểm B2",
        ],
        ["H1", "Mẫu A", "Chủ hộ", 1980, "có", 1_000_000, 20],
        [None, "Mẫu B", "Con", 2010, "không", None, None],
        ["H2", "Mẫu C", "Chủ hộ", 1990, "có", 1_000_000, 30],
    ]
    found = classified(sheet(tmp_path / "a.xlsx", rows))
    answered = answers(found)
    assert answered.select("row", "Kết quả").rows() == [(2, NEAR), (4, POOR)]
    assert found.frame.get_column("deprived_health_insurance").to_list() == [True, False]
    assert found.frame.get_column("member_count").to_list() == [2, 1]


def test_fewer_members_listed_than_declared_leave_the_rest_unknown(tmp_path: Path) -> None:
    homes = [
        ["Mã hộ", "Số nhân khẩu", "Tổng diện tích nhà ở", "Thu nhập bình quân"],
        ["H1", 5, 30, 1_000_000],
    ]
    people = [
        ["Mã hộ", "Thành viên", "Quan hệ", "Có thẻ bảo hiểm y tế", "Ngày sinh"],
        ["H1", "Mẫu A", "Chủ hộ", "có", 1980],
    ]
    frame = classified(workbook(tmp_path / "a.xlsx", {"Hộ": homes, "Thành viên": people})).frame
    assert frame.get_column("deprived_health_insurance").to_list() == [None]
    assert frame.get_column("deprived_housing_area").to_list() == [True]


def test_a_list_that_says_nothing_of_income_or_deprivations_is_refused_with_what_it_needs(
    tmp_path: Path,
) -> None:
    path = sheet(tmp_path / "a.xlsx", [["Chủ hộ", "Thôn"], ["Mẫu 1", "Đông"], ["Mẫu 2", "Tây"]])
    with pytest.raises(NoEvidenceError, match="«Điểm B1» và «Điểm B2»"):
        classified(path)


def test_points_are_refused_where_the_law_has_no_scale_for_them_yet(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", [["Chủ hộ", "Điểm B1", "Điểm B2"], ["Mẫu 1", 140, 30]])
    with pytest.raises(OpenLawError, match="Thang điểm B1, B2"):
        classified(path, day=date(2027, 6, 1))


def test_points_beside_income_are_left_aside_where_the_law_has_no_scale_for_them(tmp_path: Path) -> None:
    rows = [["Chủ hộ", "Điểm B1", "Điểm B2", "Thu nhập bình quân", "Số chỉ số thiếu hụt"]]
    path = sheet(
        tmp_path / "a.xlsx", [*rows, ["Mẫu 1", 500, 0, 2_200_000, 3], ["Mẫu 2", 1, 120, 2_200_001, 3]]
    )
    found = classified(path, day=date(2027, 6, 1))
    assert answers(found).get_column("Kết quả").to_list() == [POOR, UNKNOWN]
    assert any("Bỏ qua điểm B1, B2" in note for note in found.notes)


def test_a_day_that_no_standard_covers_is_refused(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", [["Chủ hộ", "B1", "B2"], ["Mẫu 1", 140, 30]])
    with pytest.raises(NoStandardError, match="01/01/2031"):
        classified(path, day=date(2031, 1, 1))


def test_the_person_corrects_a_column_by_letter_or_heading(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", [["Chủ hộ", "Cột lạ", "Điểm B2"], ["Mẫu 1", 140, 30]])
    assert results(path, mapping=ColumnMapping(columns={"B": "income_points"})) == [POOR]
    assert results(path, mapping=ColumnMapping(columns={"cot la": "Điểm B1"})) == [POOR]
    assert results(path, mapping=ColumnMapping(columns={"B": "income_points", "C": None})) == [UNKNOWN]
    with pytest.raises(MappingError, match="Không có cột «Z»"):
        results(path, mapping=ColumnMapping(columns={"Z": "income_points"}))
    with pytest.raises(MappingError, match="Không có nội dung «b9»"):
        results(path, mapping=ColumnMapping(columns={"B": "b9"}))
    with pytest.raises(MappingError, match="Hai cột cùng nhận"):
        results(path, mapping=ColumnMapping(columns={"A": "income_points", "B": "income_points"}))


def test_a_list_in_an_old_font_is_read_as_the_same_list_in_unicode(tmp_path: Path) -> None:
    heading = ["Hä tªn chñ hé", "Th«n", "§iÓm B1", "§iÓm B2"]
    path = sheet(
        tmp_path / "a.xlsx",
        [heading, ["NguyÔn V¨n MÉu", "Th«n §«ng", 140, 30], ["TrÇn ThÞ Thö", "Th«n T©y", 140, 0]],
    )
    found = classified(path)
    assert answers(found).get_column("Kết quả").to_list() == [POOR, NEAR]
    assert any("TCVN3" in note for note in found.notes)


def test_progress_is_told_step_by_step(tmp_path: Path) -> None:
    path = sheet(tmp_path / "a.xlsx", [["Chủ hộ", "B1", "B2"], ["Mẫu 1", 140, 30]])
    told: list[tuple[int, int, int]] = []
    classify_list(open_list(path, Asked(date(2026, 1, 1), "xã")), lambda *now: told.append(now))
    assert told == sorted(told)
    assert told[-1][1:] == (1, 1)


def test_the_same_answer_comes_from_every_kind_of_file(tmp_path: Path) -> None:
    frame = pl.DataFrame({"Chủ hộ": ["Mẫu 1", "Mẫu 2"], "Điểm B1": [140, 141], "Điểm B2": [30, 30]})
    frame.write_parquet(tmp_path / "a.parquet")
    frame.write_csv(tmp_path / "a.csv", separator=";")
    sheet(tmp_path / "a.xlsx", [frame.columns, *frame.rows()])
    for name in ("a.parquet", "a.csv", "a.xlsx"):
        assert results(tmp_path / name) == [POOR, NOT], name


def test_a_second_table_with_other_columns_is_refused_and_a_repeated_heading_is_not(tmp_path: Path) -> None:
    heading = ["STT", "Chủ hộ", "Điểm B1", "Điểm B2"]
    rows = [heading, [1, "Mẫu 1", 120, 30], [2, "Mẫu 2", 120, 0], []]
    again = [heading, [3, "Mẫu 3", 120, 0]]
    assert results(sheet(tmp_path / "a.xlsx", [*rows, *again])) == [POOR, NEAR, NEAR]
    swapped = [["STT", "Chủ hộ", "Điểm B2", "Điểm B1"], [3, "Mẫu 3", 0, 120]]
    with pytest.raises(UnreadableFile, match="dòng 5: có tiêu đề khác"):
        results(sheet(tmp_path / "b.xlsx", [*rows, *swapped]))
