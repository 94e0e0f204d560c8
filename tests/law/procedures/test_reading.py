"""A procedure reads as Vietnamese text with clauses, and says what is not certain and what is open."""

from datetime import date

import pytest

from giamngheo.law.procedures.library import open_points, procedure_for, procedures, to_compare
from giamngheo.law.procedures.reading import find_kind, summaries, text_of, value_in_words
from giamngheo.law.readable import TO_COMPARE
from giamngheo.law.vocabulary.procedures import Days, ProcedureKind, Setting, Value


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("periodic_review_2022_2026", ProcedureKind.PERIODIC_REVIEW),
        ("regular_review", ProcedureKind.REGULAR_REVIEW),
        ("Rà soát định kỳ", ProcedureKind.PERIODIC_REVIEW),
        ("thường xuyên", ProcedureKind.REGULAR_REVIEW),
        ("mức sống trung bình", ProcedureKind.AVERAGE_LIVING_STANDARD_REVIEW),
        ("thu nhập thấp", ProcedureKind.LOW_INCOME_WORKER_REVIEW),
        ("rà soát", None),
        ("1999", None),
    ],
)
def test_a_kind_is_found_by_id_or_part_of_its_name(words: str, kind: ProcedureKind | None) -> None:
    assert find_kind(words) is kind


def test_the_text_says_what_is_recognised_and_whom_the_law_keeps_out() -> None:
    rules = procedure_for(ProcedureKind.AVERAGE_LIVING_STANDARD_REVIEW, date(2025, 10, 20))
    text = "\n".join(text_of(rules))
    assert "Hộ có mức sống trung bình" in text
    assert "Không nhận: Hộ đang trong danh sách hộ nghèo" in text
    assert "là cách hiểu" in text


def test_the_text_holds_steps_people_clauses_days_and_what_is_open() -> None:
    text = "\n".join(text_of(procedure_for(ProcedureKind.PERIODIC_REVIEW, date(2025, 10, 20))))
    for words in (
        "từ 01/09/2021 đến 31/12/2025 – QĐ 24/2021/QĐ-TTg, Điều 3 khoản 1 điểm a  ← ngày đang xem",
        "3. Họp dân để thống nhất kết quả rà soát",
        "Ai làm: Trưởng thôn",
        "Mời: Đại diện Mặt trận Tổ quốc Việt Nam cấp xã (giám sát)",
        "Trước đó: Mọi khiếu nại đã được phúc tra và trả lời. (QĐ 24/2021/QĐ-TTg, Điều 4 khoản 4)",
        "Thời hạn: Niêm yết công khai: 3 ngày làm việc, từ ngày niêm yết",
        "Thời hạn: Hoàn thành rà soát định kỳ: đến hết ngày 14/12",
        "Ngày bắt đầu rà soát định kỳ: 1/9",
        "Người được báo cáo, xin ý kiến trước khi công nhận: chưa có",
        "xã báo cáo, xin ý kiến ai, theo văn bản nào?",
        "[chưa đặt thì dừng ở bước này]",
        "Giấy đề nghị rà soát hộ nghèo, hộ cận nghèo (Mẫu số 01)",
        "1.011606",
    ):
        assert words in text


def test_what_a_unit_set_is_read_with_its_paper() -> None:
    own = Setting(
        point="opinion_authority", value="province_chair", since=date(2025, 7, 1), source="Văn bản bịa 1"
    )
    text = "\n".join(text_of(procedure_for(ProcedureKind.PERIODIC_REVIEW, date(2025, 10, 20), [own])))
    assert "xin ý kiến trước khi công nhận: Chủ tịch Ủy ban nhân dân cấp tỉnh" in text
    assert "Đơn vị đặt từ 01/07/2025 theo Văn bản bịa 1." in text


@pytest.mark.parametrize("kind", ProcedureKind)
def test_everything_unverified_or_open_is_told_with_its_note(kind: ProcedureKind) -> None:
    rules = procedure_for(kind, date(2026, 10, 1))
    text = "\n".join(text_of(rules))
    for point in to_compare(rules):
        assert f"{TO_COMPARE}: {point.note}" in text
    for step in (rules.procedure.opening, *rules.procedure.steps):
        assert step.verified or f"{TO_COMPARE}: {step.note}" in text
    for question in open_points(rules):
        assert question.sentence in text
        assert question.needed_for in text


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Days(3, "working"), "3 ngày làm việc"),
        (Days(15, "calendar"), "15 ngày"),
        ((1, 2), "1/2"),
        (2, "2"),
        ("nobody", "không xin ý kiến"),
        ("commune_chair", "Chủ tịch Ủy ban nhân dân cấp xã"),
        ("next_day", "ngày liền sau ngày xảy ra việc"),
    ],
)
def test_a_value_is_told_as_papers_write_it(value: Value, words: str) -> None:
    assert value_in_words(value) == words


def test_summaries_name_each_procedure_and_its_times() -> None:
    lines = list(summaries())
    assert len(lines) == 2 * len(procedures())
    assert any("Rà soát định kỳ" in line for line in lines)
