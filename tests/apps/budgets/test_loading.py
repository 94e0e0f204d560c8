"""A spreadsheet of vouchers: good rows kept, each bad one told with its remedy, none twice; undone."""

from datetime import date
from pathlib import Path

import pytest
from tests.apps.budgets.made import KEEPER, YEAR, allocated, balances, given, key, paid
from tests.factories.places import Country, make_country

from giamngheo.apps.budgets.loading import File, take_in, undo
from giamngheo.apps.budgets.models import Entry, Line
from giamngheo.apps.budgets.posting import BudgetError
from giamngheo.apps.budgets.queries import lines_of
from giamngheo.apps.budgets.sheets.rows import Looked
from giamngheo.apps.budgets.sheets.vouchers import Ready, look

pytestmark = pytest.mark.django_db
TODAY = date(2026, 2, 1)
HEADINGS = [
    "STT",
    "Số CT",
    "Ngày hạch toán",
    "Hình thức chi",
    "Mã dự án",
    "Hoạt động",
    "Nguồn vốn",
    "Số tiền",
    "Đơn vị thụ hưởng",
]
MILLION = 10**6


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def lines(country: Country) -> list[Line]:
    whole = given(country.east, 1_000 * MILLION, "2")
    for work in ("Nuôi dê", "Nuôi bò"):
        allocated(whole, 300 * MILLION, key(country.east, "2", item=work))
    allocated(given(country.east, 500 * MILLION, "6.2"), 400 * MILLION)
    return list(lines_of(country.east.pk, YEAR))


def looked(country: Country, lines: list[Line], folder: Path, rows: list[list[object]]) -> Looked[Ready]:
    path = folder / "kho-bac.csv"
    told = [["BẢNG KÊ CHỨNG TỪ"], [], HEADINGS, *rows]
    path.write_text("\n".join(";".join(str(cell) for cell in row) for row in told), encoding="utf-8")
    return look(path, lines, country.east.pk, YEAR, TODAY)


def test_good_rows_are_kept_and_each_bad_one_is_named_with_what_to_do(
    country: Country, lines: list[Line], tmp_path: Path
) -> None:
    written = paid(next(one for one in lines if one.project == "6.2"), 1)
    lines = list(lines_of(country.east.pk, YEAR))
    rows: list[list[object]] = [
        [1, "01", "02/04/2025", "Tạm ứng", "Dự án 2", "Nuôi dê", "NSTW", "100.000.000", "HTX A"],
        [2, "02", "05/05/2025", "Thanh toán tạm ứng", "2", "nuoi de", "NSTW", "90.000.000", "HTX A"],
        [3, "03", "06/05/2025", "Thanh toán", "6.2", "", "", "50.000.000", "Đài"],
        [4, "03", "06/05/2025", "Thanh toán", "2", "Nuôi bò", "", "20.000.000", "HTX B"],
        [5, "04", "32/05/2025", "Thanh toán", "6.2", "", "", "1.000", ""],
        [6, "05", "06/05/2025", "Thanh toán", "7.1", "", "", "1.000", ""],
        [7, "06", "06/05/2025", "Thanh toán", "2", "", "", "1.000", ""],
        [8, "07", "06/05/2025", "Chi gì đó", "6.2", "", "", "1.000", ""],
        [9, "08", "06/05/2025", "", "6.2", "", "", "400.000.000", ""],
        [10, "09", "06/05/2025", "", "6.2", "", "", "nhiều", ""],
        [11, written.voucher, "06/05/2025", "", "6.2", "", "", "1.000", ""],
        [12, "10", "06/05/2025", "", "6.2", "", "", "1.000", ""],
        [13, "10", "06/05/2025", "", "6.2", "", "", "1.000", ""],
        [14, "11", "06/05/2025", "", "6.2", "", "", "2.000", ""],
        [15, "11", "06/05/2099", "", "6.2", "", "", "3.000", ""],
        [16, "12", "06/05/2024", "", "6.2", "", "", "3.000", ""],
        [17, "", "06/05/2025", "", "không rõ", "", "", "3.000", ""],
    ]
    found = looked(country, lines, tmp_path, rows)
    assert [(one.voucher.number, one.amount, len(one.parts)) for one in found.ready] == [
        ("01", 100 * MILLION, 1), ("02", 90 * MILLION, 1), ("03", 70 * MILLION, 2),
    ]  # fmt: skip
    told = {(one.row - 3, one.field): one.why for one in found.faults}
    for place, field, words in (
        (5, "Ngày", "không có trong lịch"),
        (6, "Dự án", "không có kinh phí được phân bổ"),
        (7, "Nội dung", "chưa rõ dòng nào"),
        (8, "Nghiệp vụ", "chưa rõ là gì"),
        (9, "Số tiền", "thiếu 50.000.001 đồng"),
        (10, "Số tiền", "không phải số tiền"),
        (11, "Số chứng từ", "đã có trong sổ"),
        (13, "Số tiền", "giống hệt dòng"),
        (14, "Số chứng từ", "chưa đúng"),
        (15, "Ngày", "chưa tới"),
        (16, "Ngày", "trước năm ngân sách"),
        (17, "Số chứng từ", "trống"),
        (17, "Dự án", "không có mã dự án"),
    ):
        assert words in told[place, field], (place, told)
    assert {place for place, _ in told} == {*range(5, 12), *range(13, 18)}
    take_in(country.east, File("kho-bac.csv", "0"), found.ready, KEEPER, year=YEAR, left_out=12)
    dan = Line.objects.get(item="Nuôi dê")
    assert balances(dan)[3:6] == (200 * MILLION, 10 * MILLION, 90 * MILLION)


def test_a_file_is_taken_in_once_and_undone_as_a_whole(
    country: Country, lines: list[Line], tmp_path: Path
) -> None:
    rows: list[list[object]] = [
        [1, "01", "02/04/2025", "Tạm ứng", "6.2", "", "", "100.000.000", ""],
        [2, "02", "05/05/2025", "Thanh toán tạm ứng", "6.2", "", "", "90.000.000", ""],
    ]
    found = looked(country, lines, tmp_path, rows)
    loading = take_in(country.east, File("a.csv", "0"), found.ready, KEEPER, year=YEAR, left_out=0)
    again = looked(country, list(lines_of(country.east.pk, YEAR)), tmp_path, rows)
    assert not again.ready
    with pytest.raises(BudgetError, match="Không có chứng từ nào ghi được"):
        take_in(country.east, File("a.csv", "0"), again.ready, KEEPER, year=YEAR, left_out=2)
    with pytest.raises(BudgetError, match="Chứng từ số 01"):
        take_in(country.east, File("a.csv", "0"), found.ready, KEEPER, year=YEAR, left_out=0)
    with pytest.raises(BudgetError, match="Chưa ghi lý do"):
        undo(loading, " ", TODAY, KEEPER)
    undo(loading, "nạp nhầm năm", TODAY, KEEPER)
    line = Line.objects.get(project="6.2", given__gt=0)
    assert balances(line)[3:6] == (400 * MILLION, 0, 0)
    assert Entry.objects.filter(loading=loading).count() == 4
    with pytest.raises(BudgetError, match="đã hoàn tác"):
        undo(loading, "lần nữa", TODAY, KEEPER)
    assert len(looked(country, list(lines_of(country.east.pk, YEAR)), tmp_path, rows).ready) == 2


def test_amounts_in_millions_are_told_by_their_heading_and_a_file_without_columns_is_refused(
    country: Country, lines: list[Line], tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    heads = ["Số chứng từ", "Ngày chứng từ", "Số tiền (triệu đồng)", "Dự án"]
    path.write_text(
        "\n".join([";".join(heads), "7;01/04/2025;12,5;6.2", "8;02/04/2025;3;6.2"]), encoding="utf-8"
    )
    found = look(path, lines, country.east.pk, YEAR, TODAY)
    assert found.unit == "triệu đồng"
    assert [one.amount for one in found.ready] == [12_500_000, 3_000_000]
    path.write_text("Họ tên;Năm sinh\nMẫu;1990\nThử;1991\n", encoding="utf-8")
    with pytest.raises(BudgetError, match="Không thấy cột Số chứng từ, Ngày, Số tiền, Dự án"):
        look(path, lines, country.east.pk, YEAR, TODAY)
