"""Sentences of targets, of assignments and of scope, in the ways offices write them."""

import pytest
from tests.apps.programmes.plans.measuring import read_text

from giamngheo.apps.programmes.plans.projects import project_head, references_in
from giamngheo.apps.programmes.plans.structure import ReadTarget
from giamngheo.apps.programmes.plans.units import split_units, units_in
from giamngheo.law.programmes.library import programmes

PROGRAMME = programmes()["poverty_reduction_2021_2025"]


def targets_of(sentence: str, heading: str = "II. CHỈ TIÊU NĂM 2024") -> list[ReadTarget]:
    """The targets that a sentence tells under a heading."""
    return read_text(
        f"KẾ HOẠCH\nGiảm nghèo năm 2024\nI. MỤC TIÊU\nGiảm nghèo bền vững.\n{heading}\n- {sentence}\n"
    ).targets


@pytest.mark.parametrize(
    ("sentence", "kind", "comparator", "numbers", "unit"),
    [
        ("Giảm tỷ lệ hộ nghèo còn dưới 1,5%.", "below", "<", (1.5, None, None), "%"),
        ("Tỷ lệ hộ nghèo giảm bình quân 0,5-1%/năm.", "change_points", "between", (None, 0.5, 1.0), "%"),
        ("Phấn đấu 100% hộ nghèo được vay vốn.", "share", "=", (100.0, None, None), "%"),
        ("Hỗ trợ ít nhất 05 mô hình giảm nghèo.", "at_least", ">=", (5.0, None, None), "mô hình"),
        ("Không còn hộ nghèo là người có công.", "zero", "=", (0.0, None, None), "hộ"),
        ("Không để phát sinh hộ tái nghèo.", "zero", "=", (0.0, None, None), "hộ"),
        ("Tỷ lệ hộ nghèo không quá 2%.", "below", "<=", (2.0, None, None), "%"),
        ("Tỷ lệ lao động qua đào tạo đạt từ 60% trở lên.", "at_least", ">=", (60.0, None, None), "%"),
        ("Tỷ lệ hộ dùng nước sạch đạt trên 95%.", "at_least", ">", (95.0, None, None), "%"),
        ("Giảm 25 hộ nghèo.", "change_count", "=", (25.0, None, None), "hộ"),
        ("Dư nợ tăng 10% so với năm trước.", "change_count", "=", (10.0, None, None), "%"),
        ("Giảm 50% số hộ nghèo so với đầu kỳ.", "change_count", "=", (50.0, None, None), "%"),
        ("Tạo việc làm cho 1.200 lao động.", "level", "=", (1200.0, None, None), "lao động"),
        ("Tỷ lệ hộ nghèo còn 1.5%.", "level", "=", (1.5, None, None), "%"),
        ("Tỷ lệ hộ cận nghèo từ 2% đến 2,5%.", "range", "between", (None, 2.0, 2.5), "%"),
        ("Mỗi hộ nghèo có ít nhất 01 người có việc làm.", "each_household", ">=", (1.0, None, None), "người"),
        ("Tuyên truyền sâu rộng về giảm nghèo.", "no_number", None, (None, None, None), None),
        ("GIẢM TỶ LỆ HỘ NGHÈO XUỐNG CÒN 1,8%.", "level", "=", (1.8, None, None), "%"),
        ("100% số hộ nghèo được tiếp cận vốn vay.", "share", "=", (100.0, None, None), "%"),
        ("Mức giảm tỷ lệ hộ nghèo đạt 1,5% - 2%/năm.", "change_points", "between", (None, 1.5, 2.0), "%"),
        ("Có từ 90% hộ nghèo trở lên được xem truyền hình.", "share", ">=", (90.0, None, None), "%"),
        ("Tỷ lệ hộ nghèo bằng 0%.", "zero", "=", (0.0, None, None), "%"),
        ("Giảm 0,3 điểm % tỷ lệ hộ nghèo so với năm 2023.", "change_points", "=", (0.3, None, None), "%"),
        ("Tập huấn cho 120 cán bộ thôn.", "level", "=", (120.0, None, None), "cán bộ"),
        ("Giam ty le ho ngheo 0,4%/nam.", "change_points", "=", (0.4, None, None), "%"),
    ],
)
def test_a_target_is_read_with_its_kind_and_numbers(
    sentence: str, kind: str, comparator: str | None, numbers: tuple[float | None, ...], unit: str | None
) -> None:
    (one,) = targets_of(sentence)
    assert (one.kind.value, one.comparator and one.comparator.value) == (kind, comparator)
    assert (one.value, one.low, one.high) == numbers
    assert one.unit == unit
    assert one.year == 2024


def test_a_level_before_and_after_is_a_baseline() -> None:
    (one,) = targets_of("Giảm tỷ lệ hộ nghèo từ 3,2% (năm 2023) xuống 2,1% vào cuối năm 2024.")
    assert (one.value, one.direction) == (2.1, "down")
    assert one.baseline is not None
    assert (one.baseline.value, one.baseline.year) == (3.2, 2023)
    (one,) = targets_of("Tỷ lệ trẻ em đi học đúng độ tuổi đạt 99% (năm 2021: 98,41%).")
    assert one.baseline is not None
    assert (one.value, one.baseline.value, one.baseline.year, one.year) == (99.0, 98.41, 2021, 2024)


def test_numbers_in_one_sentence_are_targets_of_their_own_groups() -> None:
    found = targets_of("Giảm 15 hộ nghèo, 20 hộ cận nghèo.")
    assert [(one.kind.value, one.value, one.group) for one in found] == [
        ("change_count", 15.0, "hộ nghèo"),
        ("change_count", 20.0, "hộ cận nghèo"),
    ]
    found = targets_of("Tỉ lệ hộ nghèo giảm còn 3%, hộ cận nghèo giảm còn 5%.")
    assert [(one.value, one.group) for one in found] == [(3.0, "hộ nghèo"), (5.0, "hộ cận nghèo")]


def test_a_year_in_the_sentence_stands_before_that_of_the_heading() -> None:
    (one,) = targets_of("Đến năm 2025, tỷ lệ hộ nghèo dưới 1%.")
    assert one.year == 2025


@pytest.mark.parametrize(
    "sentence",
    [
        "Trẻ em dưới 16 tuổi thuộc hộ nghèo.",
        "Hộ mới thoát nghèo trong vòng 36 tháng.",
        "Ngân sách hỗ trợ 70% mức đóng bảo hiểm y tế cho hộ cận nghèo.",
        "Đào tạo nghề dưới 3 tháng theo Nghị quyết số 12/NQ-HĐND ngày 20/12/2023.",
        "Ủy ban nhân dân 16 phường, xã triển khai thực hiện.",
    ],
)
def test_ages_months_papers_and_shares_of_cost_are_no_targets(sentence: str) -> None:
    found = targets_of(sentence, heading="II. NỘI DUNG")
    assert found == []


@pytest.mark.parametrize(
    ("text", "lead", "cooperating"),
    [
        ("Phòng Kinh tế chủ trì, phối hợp với UBND các xã thực hiện.", ["Phòng Kinh tế"], ["UBND các xã"]),
        ("Giao Trạm Y tế chủ trì.", ["Trạm Y tế"], []),
        (
            "Đơn vị chủ trì: Hội Nông dân; đơn vị phối hợp: Hội Phụ nữ, các thôn.",
            ["Hội Nông dân"],
            ["Hội Phụ nữ", "các thôn"],
        ),
        (
            "Công chức Lao động - Thương binh và Xã hội phối hợp với Đoàn Thanh niên tổ chức thực hiện.",
            ["Công chức Lao động - Thương binh và Xã hội"],
            ["Đoàn Thanh niên"],
        ),
    ],
)  # fmt: skip
def test_who_leads_and_who_takes_part_is_read(text: str, lead: list[str], cooperating: list[str]) -> None:
    found = units_in(text)
    assert (found.lead, found.cooperating) == (lead, cooperating)


def test_a_comma_or_and_inside_a_name_ends_none() -> None:
    assert split_units("Phòng Lao động - Thương binh và Xã hội, Phòng Giáo dục và Đào tạo và Hội Phụ nữ") == [
        "Phòng Lao động - Thương binh và Xã hội",
        "Phòng Giáo dục và Đào tạo",
        "Hội Phụ nữ",
    ]
    assert split_units("các cơ quan, đơn vị và Ủy ban nhân dân các phường, xã") == [
        "các cơ quan, đơn vị",
        "Ủy ban nhân dân các phường, xã",
    ]


@pytest.mark.parametrize(
    ("text", "within", "code"),
    [
        ("Dự án 4: Phát triển giáo dục nghề nghiệp, việc làm bền vững", None, "4"),
        ("Tiểu dự án 2: Hỗ trợ việc làm bền vững", "4", "4.3"),
        ("Tiểu dự án 2. Hỗ trợ xuất khẩu lao động", "4", "4.2"),
        ("TIEU DU AN 1: CAI THIEN DINH DUONG", "3", "3.2"),
        ("Tiểu dự án 3.1", "3", "3.1"),
        ("Giảm nghèo về thông tin", "6", "6.1"),
        ("Dự án giảm nghèo của xã do tổ chức phi chính phủ tài trợ", None, None),
    ],
)
def test_a_project_is_known_by_its_name_before_its_number(
    text: str, within: str | None, code: str | None
) -> None:
    head = project_head(text, PROGRAMME, within)
    assert (head and head.code) == code


def test_projects_named_in_one_sentence_are_told_apart() -> None:
    said = "du an 2, du an 4 (tieu du an 1,3) va du an 7 (tieu du an 1, 2)"
    assert list(references_in(said, PROGRAMME)) == [
        "2", "4.1", "4.3", "7.1", "7.2",
    ]  # fmt: skip
    assert list(references_in("du an 1, du an 5 va tieu du an 2 thuoc du an 4", PROGRAMME)) == [
        "1",
        "5",
        "4.2",
    ]


@pytest.mark.parametrize(
    ("sentence", "value", "baseline", "year"),
    [
        ("Tỷ lệ hộ nghèo giảm từ 3,45% (62/1.797 hộ) xuống còn 2,9%.", 2.9, 3.45, None),
        ("Tỷ lệ hộ nghèo từ 12% (120 hộ/1.000 hộ) năm 2022 xuống 10%.", 10.0, 12.0, 2022),
        ("Giảm tỷ lệ hộ cận nghèo từ 1,9% (93 hộ, số liệu cuối năm 2023) còn dưới 1,5%.", 1.5, 1.9, 2023),
        ("Giảm số hộ nghèo từ 62 hộ (trong đó 8 hộ là người có công) xuống còn 50 hộ.", 50.0, 62.0, None),
    ],
)
def test_words_in_brackets_between_from_and_to_make_no_target(
    sentence: str, value: float, baseline: float, year: int | None
) -> None:
    (one,) = targets_of(sentence)
    assert one.kind.value in {"level", "below"}
    assert one.baseline is not None
    assert (one.value, one.baseline.value, one.baseline.year) == (value, baseline, year)


def test_a_number_told_beside_a_share_in_brackets_is_of_the_brackets_alone() -> None:
    share, count = targets_of(
        "Ít nhất 85% (tương đương 60 người) lao động thuộc hộ nghèo được giới thiệu việc làm."
    )
    assert (share.kind.value, share.value, share.group) == ("share", 85.0, "lao động thuộc hộ nghèo")
    assert share.text.endswith("giới thiệu việc làm")
    assert (count.value, count.text) == (60.0, "tương đương 60 người")


@pytest.mark.parametrize(
    "sentence",
    ["Trao tặng 20 phương tiện sinh kế.", "Nâng cao kỹ năng cho 20 lao động."],
)
def test_words_that_sound_like_a_rise_are_none(sentence: str) -> None:
    assert {one.kind.value for one in targets_of(sentence)} == {"level"}


@pytest.mark.parametrize(
    ("text", "within", "code"),
    [
        ("Tiểu dự án 2 - Dự án 4: đưa người đi làm việc theo hợp đồng", None, "4.2"),
        ("Tiểu dự án 2 thuộc Dự án 4:", None, "4.2"),
        ("Tiểu dự án 2, Dự án 4.", "1", "4.2"),
        ("Tiểu dự án 1 (thuộc Dự án 6): Giảm nghèo về thông tin", None, "6.1"),
        ("Dự án 4 - Tiểu dự án 2: không thuộc phạm vi của xã", None, "4.2"),
        ("TDA 2 - DA 4:", None, "4.2"),
        ("TIEU DU AN 1, DU AN 3: HO TRO PHAT TRIEN SAN XUAT TRONG LINH VUC NONG NGHIEP", None, "3.1"),
        ("Tiểu dự án 2 - Dự án 4: Hỗ trợ việc làm bền vững", None, "4.3"),
        ("Tiểu dự án 2 thuộc Dự án 4 do Phòng Nội vụ tham mưu", None, None),
        ("Tiểu dự án 2 - đã 3 năm không có vốn", None, None),
        ("Tiểu dự án 8 - Dự án 4:", None, None),
    ],
)
def test_a_sub_project_told_with_its_project_is_of_that_project(
    text: str, within: str | None, code: str | None
) -> None:
    head = project_head(text, PROGRAMME, within)
    assert (head and head.code) == code


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("TDA 1, TDA 2 - DA 7: Nâng cao năng lực; giám sát, đánh giá", ["7.1", "7.2"]),
        ("TDA 2 - DA 4, DA 5: xã không triển khai", ["4.2", "5"]),
        ("Dự án 4 - Tiểu dự án 1, Tiểu dự án 3:", ["4.1", "4.3"]),
        ("Tiểu dự án 1 và Tiểu dự án 2:", ["3.1", "3.2"]),
        (
            "Dự án 6 - gồm Tiểu dự án 1 (Giảm nghèo về thông tin) và Tiểu dự án 2 (Truyền thông)",
            ["6.1", "6.2"],
        ),
    ],
)
def test_a_heading_of_several_projects_is_of_each(text: str, codes: list[str]) -> None:
    head = project_head(text, PROGRAMME, "3")
    assert head is not None
    assert [head.code, *head.also] == codes


def test_a_project_left_out_on_a_line_of_its_own_is_no_words_of_the_one_before() -> None:
    plan = read_text(
        "KẾ HOẠCH\nGiảm nghèo năm 2024\nI. CÁC DỰ ÁN\n"
        "Dự án 2: Đa dạng hóa sinh kế, phát triển mô hình giảm nghèo\n"
        "a. Giao: Công chức Tài chính - Kế toán chủ trì, phối hợp Hội Nông dân xã\n"
        "b. Kinh phí: 300 triệu đồng (ngân sách xã 50 triệu đồng)\n"
        "Dự án 5 (hỗ trợ nhà ở): không thuộc phạm vi thực hiện của xã.\n"
        "Tiểu dự án 3 - Dự án 4: Hỗ trợ việc làm bền vững; do Hội Phụ nữ xã chủ trì.\n"
    )
    assert [(one.code, one.in_scope) for one in plan.projects] == [("2", True), ("5", False), ("4.3", True)]
    first, outside, last = plan.projects
    assert first.funding == ["300 triệu đồng (ngân sách xã 50 triệu đồng)"]
    assert (first.lead, first.cooperating) == (["Công chức Tài chính - Kế toán"], ["Hội Nông dân xã"])
    assert outside.name == "hỗ trợ nhà ở"
    assert last.lead == ["Hội Phụ nữ xã"]


@pytest.mark.parametrize(
    ("text", "lead", "cooperating"),
    [
        (
            "Phòng A chủ trì; Phòng Tài chính và UBND các xã phối hợp.",
            ["Phòng A"],
            ["Phòng Tài chính", "UBND các xã"],
        ),
        (
            "Giao cho Trạm Y tế chủ trì, các trường học cùng phối hợp thực hiện.",
            ["Trạm Y tế"],
            ["các trường học"],
        ),
        (
            "Phòng Kinh tế, Hạ tầng và Đô thị chủ trì, phối hợp: Phòng Nội vụ; Đoàn Thanh niên.",
            ["Phòng Kinh tế, Hạ tầng và Đô thị"],
            ["Phòng Nội vụ", "Đoàn Thanh niên"],
        ),
        (
            "Giao Hội Nông dân xã chủ trì, phối hợp Hội Phụ nữ, các thôn",
            ["Hội Nông dân xã"],
            ["Hội Phụ nữ", "các thôn"],
        ),
    ],
)
def test_who_is_named_before_phoi_hop_at_the_end_takes_part(
    text: str, lead: list[str], cooperating: list[str]
) -> None:
    found = units_in(text)
    assert (found.lead, found.cooperating) == (lead, cooperating)
