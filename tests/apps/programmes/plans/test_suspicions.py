"""What is suspicious is told, and what is sound is not."""

import pytest
from tests.apps.programmes.plans.measuring import HELD_OUT, read_text, texts

DECREE = "Nghị định số 81/2021/NĐ-CP ngày 27/8/2021 của Chính phủ"
DECISION = "Quyết định số 24/2021/QĐ-TTg ngày 16/6/2021 của Thủ tướng Chính phủ"
SOUND = texts(HELD_OUT)["phuong-tan-an"]


def told(text: str) -> set[str]:
    """The codes of what is told of a plan."""
    return {one.code for one in read_text(text).warnings}


def test_a_sound_plan_gives_no_warning() -> None:
    assert told(SOUND) == set()


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("Số: 45/KH-UBND", "Số:      /KH-UBND", "empty_number"),
        ("Số: 45/KH-UBND", "", "no_number"),
        ("*Tân An, ngày 28 tháng 02 năm 2024*", "", "no_date"),
        (DECREE, DECISION, "instrument_date"),
        ("tối thiểu 02 mô hình", "tối thiểu ..... mô hình", "empty_value"),
        ("Ít nhất 95% hộ nghèo", "Ít nhất 950% hộ nghèo", "over_hundred"),
        ("từ 0,92% xuống còn 0,61%", "0,5% (từ 0,92% xuống còn 0,61%)", "change_and_levels"),
        ("hỗ trợ đúng đối tượng", "hỗ trợ đúng đối tượng (phụ lục kèm theo)", "missing_appendix"),
        ("### 1. Dự án 2 - Đa", "### 1. Dự án 9 - Bảo vệ rừng\n\n### 1. Dự án 2 - Đa", "unknown_project"),
        ("1. **Công chức Văn hóa - Xã hội**:", "1. **Trạm Y tế**: Chủ trì Dự án 2.", "two_leads"),
        ("Giảm tỷ lệ hộ cận nghèo bình quân 0,5 - 1%/năm.",
         "Giảm tỷ lệ hộ cận nghèo 0,5% (tương ứng giảm 900 hộ).", "rate_and_households"),
    ],
)  # fmt: skip
def test_what_is_suspicious_is_told(before: str, after: str, code: str) -> None:
    assert before in SOUND
    assert told(SOUND.replace(before, after, 1)) == {code}


def test_a_warning_names_its_places_and_what_to_do() -> None:
    plan = read_text(SOUND.replace(DECREE, DECISION, 1))
    (warning,) = plan.warnings
    assert "16/06/2021" in warning.text
    assert "16/07/2021" in warning.text
    assert "Đối chiếu" in warning.text
    (span,) = warning.spans
    assert "24/2021/QĐ-TTg" in plan.source.text[span.start : span.end]
