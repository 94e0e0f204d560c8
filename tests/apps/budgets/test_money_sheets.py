"""Sheets of allocations and of needs: read as offices lay them out, each bad row told, good ones kept."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.apps.budgets.made import KEEPER, YEAR, decide, given, key
from tests.apps.budgets.sheets_made import NOTES, TITLE, two_line_headings, workbook
from tests.factories.places import Country, make_country

from giamngheo.apps.budgets.actions import Paper, Said, appraise, drop
from giamngheo.apps.budgets.loading import Draft, File, take_in_allocation, take_in_needs, undo
from giamngheo.apps.budgets.looking import Asking, look_at, taken_in_before
from giamngheo.apps.budgets.models import Decision, Estimate
from giamngheo.apps.budgets.papers import decision_paper
from giamngheo.apps.budgets.posting import BudgetError
from giamngheo.apps.budgets.sheets.allocations import Allocation
from giamngheo.apps.budgets.sheets.faulty import faulty_rows
from giamngheo.apps.budgets.sheets.needs import Needs
from giamngheo.apps.budgets.sheets.rows import dong
from giamngheo.apps.budgets.states import DecisionKind, LoadingKind
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.actions import Actor
from giamngheo.foundation.sheets import write_workbook

pytestmark = pytest.mark.django_db
TODAY = date(2026, 2, 1)
MILLION = 10**6
LONG = ["STT", "Đơn vị", "Dự án", "Nội dung", "Nguồn vốn", "Tính chất vốn", "Năm", "Số tiền (nghìn đồng)"]
FILE, CENTRAL = File("bang.xlsx", "0"), "Ngân sách trung ương"


@pytest.fixture
def country() -> Country:
    return make_country()


def allocation(
    path: Path, area: Area, decision: DecisionKind = DecisionKind.ALLOCATE, **more: str
) -> Allocation:
    asking = Asking("", "bang.xlsx", area.pk, YEAR, LoadingKind.ALLOCATION.value, decision.value, **more)
    found = look_at(path, asking, TODAY)
    assert isinstance(found, Allocation)
    return found


def needs(path: Path, area: Area, **more: str) -> Needs:
    found = look_at(path, Asking("", "b.xlsx", area.pk, YEAR, LoadingKind.NEEDS.value, **more), TODAY)
    assert isinstance(found, Needs)
    return found


def told(found: Allocation | Needs) -> dict[tuple[int, str], str]:
    return {(one.row, one.field): one.why for one in found.faults}


def by_unit(found: Allocation) -> list[tuple[int, str, str, int]]:
    return [
        (one.said.to.area_id, one.said.to.project, one.said.to.source, one.said.amount) for one in found.ready
    ]


def of_the_province(country: Country, folder: Path) -> Path:
    rows: list[list[object]] = [
        *TITLE,
        [],
        ["", "", "", "NSTW", "NSĐP", ""],
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"],
        ["", "TỔNG CỘNG", "", 1500.5, 120, 1620.5],
        ["I", "Xã Đông", "", 700.5, 70, 770.5],
        [1, "", "Dự án 2", 500.5, 50, 550.5],
        [2, "", "Tiểu dự án 1 thuộc Dự án 3", 200, 20, 220],
        ["II", "Phường Tây", "", 800, 50, 850],
        [1, "", "2", "800", "50,0", 850],
        *NOTES,
    ]
    return workbook(folder / "bang.xlsx", rows, two_line_headings(5))


def test_a_sheet_of_a_province_with_merged_headings_groups_and_totals_becomes_a_draft(
    country: Country, tmp_path: Path
) -> None:
    given(country.province, 2_000 * MILLION)
    given(country.province, 200 * MILLION, source="counterpart")
    found = allocation(of_the_province(country, tmp_path), country.province)
    assert found.faults == ()
    east, west = country.east.pk, country.west.pk
    assert by_unit(found) == [
        (east, "2", "central", 500_500_000),
        (east, "2", "counterpart", 50 * MILLION),
        (east, "3.1", "central", 200 * MILLION),
        (east, "3.1", "counterpart", 20 * MILLION),
        (west, "2", "central", 800 * MILLION),
        (west, "2", "counterpart", 50 * MILLION),
    ]
    assert (found.sheet.sums, found.sheet.groups, found.unit) == ((9,), (10, 13), "triệu đồng")
    assert found.paper == {"so": "27/QĐ-UBND", "ngay": "5/2/2025", "co-quan": "UBND tỉnh Mẫu"}
    paper = Paper("Giao kinh phí", "27/QĐ-UBND", date(2025, 2, 5), "UBND tỉnh Mẫu")
    draft = Draft(DecisionKind.ALLOCATE, YEAR, paper)
    loading = take_in_allocation(country.province, FILE, found, draft, KEEPER)
    made = Decision.objects.latest("pk")
    assert made.state == "draft" and made.lines.count() == 6 and loading.decision == made
    assert "bang.xlsx" in str(made.explained) and "bang.xlsx" not in str(decision_paper(made, TODAY))
    with pytest.raises(BudgetError, match="Quyết định số 27/QĐ-UBND ngày 05/02/2025 đã có"):
        take_in_allocation(country.province, FILE, found, draft, KEEPER)
    asking = Asking("", "bang.xlsx", country.province.pk, YEAR, LoadingKind.ALLOCATION.value)
    assert taken_in_before(asking, "0") == loading
    with pytest.raises(BudgetError, match="mở dự thảo ấy rồi bỏ"):
        undo(loading, "sai", TODAY, KEEPER)
    drop(made, "Nạp nhầm", KEEPER)
    assert taken_in_before(asking, "0") is None
    take_in_allocation(country.province, FILE, found, draft, KEEPER)


def test_a_commune_takes_its_own_rows_out_of_the_sheet_of_the_province(
    country: Country, tmp_path: Path
) -> None:
    found = allocation(of_the_province(country, tmp_path), country.east, DecisionKind.RECEIVE)
    assert found.faults == () and found.others == (14,)
    assert [amount for *_, amount in by_unit(found)] == [
        500_500_000,
        50 * MILLION,
        200 * MILLION,
        20 * MILLION,
    ]
    assert all(one.said.out_of is None and one.unit.area_id == country.east.pk for one in found.ready)


def test_each_bad_row_of_an_allocation_is_told_and_its_file_can_be_mended_and_loaded(
    country: Country, tmp_path: Path
) -> None:
    given(country.province, 1_000 * MILLION, "2")
    rows: list[list[object]] = [
        LONG,
        [1, "Xã Đông", "2", "Mô hình dê", CENTRAL, "Vốn sự nghiệp", 2025, "100.000"],
        [2, "", "2", "Mô hình bò", CENTRAL, "Vốn sự nghiệp", "", "50.000,5"],
        [3, "Xã Đông", "2", "Mô hình bò", CENTRAL, "Vốn sự nghiệp", "", "50.000,5"],
        [4, "Xã Không Có", "2", "", CENTRAL, "Vốn sự nghiệp", "", "1"],
        [5, "Phường Tây", "không rõ", "", CENTRAL, "Vốn sự nghiệp", "", "1"],
        [6, "Phường Tây", "2", "", "Nguồn lạ", "Vốn sự nghiệp", "", "1"],
        [7, "Phường Tây", "2", "", CENTRAL, "", "", "1"],
        [8, "Phường Tây", "2", "", CENTRAL, "Vốn sự nghiệp", 2024, "1"],
        [9, "Phường Tây", "2", "", CENTRAL, "Vốn sự nghiệp", "", "nhiều"],
        [10, "Phường Tây", "2", "", CENTRAL, "Vốn sự nghiệp", "", "0,0001"],
        [11, "Phường Tây", "2", "", CENTRAL, "Vốn sự nghiệp", "", "900.000"],
        [12, "Phường Tây", "9.9", "", CENTRAL, "Vốn sự nghiệp", "", "1"],
        [13, "Phường Tây", "3.1", "", CENTRAL, "Vốn sự nghiệp", "", "1"],
    ]
    found = allocation(workbook(tmp_path / "a.xlsx", rows), country.province)
    ((one),) = found.ready
    assert (one.said.amount, one.rows, one.said.note) == (150_000_500, (2, 3), "Mô hình dê; Mô hình bò")
    assert found.filled == (3,)
    wrong = told(found)
    for place, field, words in (
        (4, "Số tiền", "giống hệt dòng 3"),
        (5, "Đơn vị", "«Xã Không Có» không phải đơn vị này hay đơn vị trực thuộc"),
        (6, "Dự án", "không có mã dự án"),
        (7, "Nguồn", "«Nguồn lạ» chưa rõ"),
        (8, "Tính chất vốn", "chưa chọn tính chất vốn"),
        (9, "Năm", "«2024» khác năm đang nạp, 2025"),
        (10, "Số tiền", "không phải số tiền"),
        (11, "Số tiền", "phần lẻ dưới một đồng"),
        (12, "Số tiền", "cần 900.000.000 đồng, dòng phù hợp còn 849.999.500 đồng"),
        (13, "Dự án", "không có dự án «9.9»"),
        (14, "Số tiền", "dòng phù hợp còn 0 đồng"),
    ):
        assert words in wrong[place, field], (place, wrong)
        assert "Cách xử lý: " in wrong[place, field]
    assert len(wrong) == 11 and found.faulty_rows == 11
    write_workbook(tmp_path / "sai.xlsx", [faulty_rows(found)])
    again = allocation(tmp_path / "sai.xlsx", country.province, nature="recurrent_fund")
    assert again.rows == 11
    # Alone the repeated row is good, and so is the one whose nature is now said; there is money again.
    assert [one.said.amount for one in again.ready] == [50_000_500, 900_001_000]


def test_a_column_that_adds_others_up_must_agree_with_them(country: Country, tmp_path: Path) -> None:
    given(country.province, 2_000 * MILLION)
    rows: list[list[object]] = [
        [],
        ["", "", "", "NSTW", "NSĐP", ""],
        [1, "Xã Đông", "2", 100, "", 100],
        [2, "Phường Tây", "2", 100, 5, 100],
        [3, "Phường Tây", "3.1", "", "-", ""],
    ]
    path = workbook(tmp_path / "a.xlsx", rows, two_line_headings(0))
    found = allocation(path, country.province)
    assert [one.said.amount for one in found.ready] == [100]
    assert "các cột cộng lại 105 đồng" in told(found)[4, "Số tiền"]
    assert "không có số tiền ở cột nào" in told(found)[5, "Số tiền"]


def test_what_one_row_takes_twice_out_of_a_line_is_not_there_twice(country: Country, tmp_path: Path) -> None:
    given(country.province, 150, "2", nature="recurrent_fund")
    rows = [
        ["STT", "Đơn vị", "Dự án", "NSTW đợt 1", "NSTW đợt 2"],
        [1, "Xã Đông", "2", 100, 51],
        [2, "Phường Tây", "2", 100, 50],
        [3, "Phường Tây", "2", 1, ""],
    ]
    path = workbook(tmp_path / "a.xlsx", rows)
    found = allocation(path, country.province, nature="recurrent_fund")
    assert "cần 51 đồng, dòng phù hợp còn 50 đồng" in told(found)[2, "Số tiền"]
    assert "cần 1 đồng, dòng phù hợp còn 0 đồng" in told(found)[4, "Số tiền"]
    assert [one.said.amount for one in found.ready] == [150]


def test_decimals_of_a_bad_row_are_the_same_when_its_file_is_loaded_again(
    country: Country, tmp_path: Path
) -> None:
    rows = [
        ["STT", "Đơn vị", "Dự án", "NSTW (triệu đồng)"],
        [1, "Xã Đông", "2", 12.345],
        [2, "Phường Tây", "2", 700],
    ]
    of = {"nature": "recurrent_fund"}
    found = allocation(workbook(tmp_path / "a.xlsx", rows), country.province, **of)
    assert len(found.faults) == 2  # no money yet
    write_workbook(tmp_path / "sai.xlsx", [faulty_rows(found)])
    given(country.province, 800 * MILLION, "2")
    again = allocation(tmp_path / "sai.xlsx", country.province, **of)
    assert [one.said.amount for one in again.ready] == [12_345_000, 700 * MILLION]


def test_what_a_unit_allocates_to_its_own_works_keeps_their_content(country: Country, tmp_path: Path) -> None:
    given(country.east, 300 * MILLION, "2")
    rows = [
        ["STT", "Nội dung hoạt động", "Số tiền"],
        [1, "Mô hình nuôi dê", 100_000_000],
        [2, "Mô hình nuôi bò", 150_000_000],
        ["", "Cộng", 250_000_000],
    ]
    path = workbook(tmp_path / "a.xlsx", rows)
    defaults = {"project": "2", "nature": "recurrent_fund", "source": "central"}
    found = allocation(path, country.east, **defaults)
    assert [(one.said.to.item, one.said.amount) for one in found.ready] == [
        ("Mô hình nuôi dê", 100_000_000), ("Mô hình nuôi bò", 150_000_000),
    ]  # fmt: skip
    assert found.sheet.sums == (4,)
    refused = allocation(path, country.east)
    assert "chưa chọn tính chất vốn" in told(refused)[2, "Tính chất vốn"]


def test_needs_are_read_written_once_and_taken_back_as_a_whole(country: Country, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        ["NHU CẦU KINH PHÍ NĂM 2025"],
        ["Đơn vị tính: đồng"],
        ["TT", "Nội dung", "Nhu cầu kinh phí", "", "Thuyết minh"],
        ["", "", "NSTW", "Huy động", ""],
        ["I", "Dự án 2: Đa dạng hóa sinh kế", "", "", ""],
        [1, "Nuôi dê", "1.234.567.000", 5000000, "10 hộ × 123.456.700 đồng"],
        [2, "Nuôi bò", 50000000, "", ""],
        ["II", "Tiểu dự án 2 thuộc Dự án 6", 6.1, "", ""],  # a sum, no project
        [1, "Truyền thông", 20000000, "", "4 buổi × 5 triệu đồng"],
        [2, "Truyền thông", 20000000, "", "4 buổi × 5 triệu đồng"],
        ["", "Tổng cộng", 1304567000, 5000000, ""],
    ]
    spans = [(2, 2, 2, 3, "Nhu cầu kinh phí")]
    path = workbook(tmp_path / "nhu-cau.xlsx", rows, spans)
    found = needs(path, country.east, nature="recurrent_fund")
    assert [(one.need.key.project, one.need.key.source, one.need.asked, one.row) for one in found.ready] == [
        ("2", "central", 1_234_567_000, 6),
        ("2", "mobilised", 5_000_000, 6),
        ("6.2", "central", 20_000_000, 9),
    ]
    wrong = told(found)
    assert "trống" in wrong[7, "Thuyết minh"] and "giống hệt dòng 9" in wrong[10, "Số tiền"]
    assert len(wrong) == 2 and found.sheet.sums == (11,)
    loading = take_in_needs(country.east, File("nhu-cau.xlsx", "1"), found, KEEPER)
    assert (loading.rows, loading.left_out) == (2, 2)
    again = needs(path, country.east, nature="recurrent_fund")
    assert not again.ready and again.known == (6, 9, 10)
    with pytest.raises(BudgetError, match="Không có nhu cầu mới"):
        take_in_needs(country.east, File("nhu-cau.xlsx", "1"), again, KEEPER)
    with pytest.raises(BudgetError, match="vừa được ghi"):
        take_in_needs(country.east, File("nhu-cau.xlsx", "1"), found, KEEPER)
    undo(loading, "nạp nhầm", TODAY, KEEPER)
    assert set(Estimate.objects.values_list("state", flat=True)) == {"withdrawn"}
    second = take_in_needs(country.east, File("nhu-cau.xlsx", "1"), found, KEEPER)
    appraise(Estimate.objects.latest("pk"), 20_000_000, "", Actor(None, "Lãnh đạo Thử"))
    with pytest.raises(BudgetError, match="1 nhu cầu của tệp đã thẩm định"):
        undo(second, "nạp nhầm", TODAY, KEEPER)


def test_a_file_without_the_columns_is_refused_with_what_to_do(country: Country, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["Họ tên", "Năm sinh"], ["Mẫu", 1990], ["Thử", 1991]])
    with pytest.raises(BudgetError, match="Không thấy cột Số tiền"):
        allocation(path, country.province)
    with pytest.raises(BudgetError, match="Không thấy cột Số tiền, Thuyết minh"):
        needs(path, country.east)


def test_a_decision_in_force_takes_the_number_too(country: Country, tmp_path: Path) -> None:
    given(country.province, 2_000 * MILLION)
    given(country.province, 200 * MILLION, source="counterpart")
    found = allocation(of_the_province(country, tmp_path), country.province)
    done = decide(country.province, DecisionKind.RECEIVE, [Said(key(country.province, "5"), 1)])
    paper = Paper("Giao", done.number, done.day, "UBND")
    with pytest.raises(BudgetError, match="đã có"):
        take_in_allocation(country.province, FILE, found, Draft(DecisionKind.ALLOCATE, YEAR, paper), KEEPER)
    draft = Draft(DecisionKind.ALLOCATE, YEAR, replace(paper, number="khác"))
    assert take_in_allocation(country.province, FILE, found, draft, KEEPER).rows == 3


@pytest.mark.parametrize(
    ("cell", "factor", "amount"),
    [
        ("1.234.567,5", 1_000, 1_234_567_500),
        ("1,234,567.5", 1_000, 1_234_567_500),
        (0.1 + 0.2, 10**6, 300_000),
        ("12.500.000 đồng", 1, 12_500_000),
        ("12,5", 10**6, 12_500_000),
        (12, 1, 12),
        ("1.250", 1_000, 1_250_000),
    ],
)
def test_amounts_are_read_as_offices_write_them_exact_to_the_dong(
    cell: object, factor: int, amount: int
) -> None:
    assert dong(cell, factor) == amount


@pytest.mark.parametrize("cell", ["1.250", "-5", "1,5", "mười", True, 10**15, 0, None])
def test_what_is_no_amount_or_unclear_is_told(cell: object) -> None:
    factor = 10**6 if cell == "1.250" else 1
    why = dong(cell, factor)
    assert isinstance(why, str) and "Cách xử lý: " in why
