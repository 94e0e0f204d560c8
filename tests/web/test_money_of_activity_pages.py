"""Money on the page of an activity, a decision out of needs, papers and lists of money, long files."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from pytest_django import Settings
from tests.apps.activities.made import LEADER as CHAIRMAN
from tests.apps.activities.made import MARCH, OFFICER, activity
from tests.apps.budgets.made import KEEPER, LEADER, allocated, given, key, paid
from tests.factories.places import Country, make_country
from tests.web.test_budget_pages import decided, said, sent, signed_in

from giamngheo.apps.activities.actions import move
from giamngheo.apps.activities.models import Activity
from giamngheo.apps.activities.states import Verb
from giamngheo.apps.budgets.actions import Need, appraise, draw_need
from giamngheo.apps.budgets.long_work import take_in_in_background
from giamngheo.apps.budgets.models import Decision, Estimate, Line, Loading
from giamngheo.foundation.tasks.actions import begin
from giamngheo.foundation.tasks.models import Task
from giamngheo.web.staff.budgets import taking_in

pytestmark = pytest.mark.django_db
YEAR, MILLION = 2026, 10**6


@pytest.fixture
def country(settings: Settings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    return make_country()


def approved(row: Activity) -> Activity:
    """Handed in and approved."""
    row = move(row, Verb.SUBMIT, MARCH, OFFICER)
    return move(row, Verb.APPROVE, MARCH, CHAIRMAN)


def test_the_page_of_an_activity_shows_its_money_to_who_sees_money(country: Country) -> None:
    row = approved(activity(country.east))
    whole = given(country.east, 500 * MILLION, "2", year=YEAR)
    finance, leader = signed_in(("finance", country.east)), signed_in(("leader", country.east))
    address, of = f"/hoat-dong/{row.pk}/", {"don-vi": country.east.pk, "nam": YEAR}
    assert "Chưa có kinh phí nào phân bổ cho hoạt động này" in said(finance, address)
    form = said(finance, f"/kinh-phi/quyet-dinh/moi/?don-vi={country.east.pk}&nam={YEAR}&loai=allocate"
                f"&tu-dong={whole.pk}&hoat-dong-1={row.pk}")  # fmt: skip
    assert f'value="{row.pk}" selected' in form
    typed = {"loai": "allocate", "tu-dong": whole.pk, "trich-yeu": "Phân bổ", "hoat-dong-1": row.pk}
    sent(finance, "/kinh-phi/quyet-dinh/moi/", {**of, **typed, "so-tien-1": "80.000.000"})
    decided(leader, {"ngay": "05/03/2026"})
    line = Line.objects.get(activity=row)
    paid(line, 20 * MILLION, day=MARCH)
    page = said(finance, address)
    for words in ("80.000.000", "25,0", "Chưa quyết toán: 20.000.000 đồng đã thanh toán", "Ghi chứng từ chi"):
        assert words in page
    assert f"/hoat-dong/{row.pk}/" in said(finance, f"/kinh-phi/dong/{line.pk}/")
    assert "Theo hoạt động" in said(finance, f"/kinh-phi/ty-le/?don-vi={country.east.pk}&nam={YEAR}")
    reviewer = said(signed_in(("reviewer", country.east)), address)
    assert "Kinh phí (đồng)" not in reviewer and "80.000.000" not in reviewer


def test_a_decision_is_drafted_out_of_needs_that_were_found_right(country: Country) -> None:
    whole = given(country.province, 500 * MILLION, "2", year=YEAR)
    finance = signed_in(("finance", country.province))
    for area, asked in ((country.east, 100), (country.west, 200), (country.west, 50), (country.east, 900)):
        need = draw_need(Need(key(area, "2", year=YEAR), asked * MILLION, "Căn cứ thử"), KEEPER)
        appraise(need, asked * MILLION, "", LEADER)
    draw_need(Need(key(country.east, "2", year=YEAR), MILLION, "chưa thẩm định"), KEEPER)
    of = {"don-vi": country.province.pk, "nam": YEAR}
    query = f"don-vi={country.province.pk}&nam={YEAR}"
    assert "Soạn quyết định từ 4 nhu cầu" in said(finance, f"/kinh-phi/nhu-cau/?{query}")
    sent(finance, "/kinh-phi/nhu-cau/soan/", of)
    made = Decision.objects.latest("pk")
    amounts = dict(made.lines.values_list("line__area_id", "amount"))
    assert amounts == {country.east.pk: 100 * MILLION, country.west.pk: 250 * MILLION}
    page = said(finance, f"/kinh-phi/quyet-dinh/{made.pk}/")
    assert "Chưa đưa vào" in page and "cần 900.000.000 đồng" in page
    refused = sent(finance, "/kinh-phi/nhu-cau/soan/", of, 422)
    assert "Không phân bổ được nhu cầu nào" in refused
    sent(finance, f"/kinh-phi/quyet-dinh/{made.pk}/viec/", {"viec": "bo", "ly-do": "soạn lại"})
    sent(finance, "/kinh-phi/nhu-cau/soan/", of)
    assert Estimate.objects.filter(decision=Decision.objects.latest("pk")).count() == 3
    assert whole.unallocated == 0 or Line.objects.get(pk=whole.pk).unallocated == 500 * MILLION


def pdf_words(content: bytes) -> str:
    """The text of a PDF on one line."""
    document = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in document).split())


def test_decisions_requests_and_the_report_of_a_year_are_printed_and_lists_taken_away(
    country: Country,
) -> None:
    row = approved(activity(country.east))
    whole = given(country.east, 500 * MILLION, "2", year=YEAR)
    line = allocated(whole, 80 * MILLION, key(country.east, "2", year=YEAR, activity_id=row.pk), MARCH)
    voucher = paid(line, 20 * MILLION, day=MARCH)
    finance = signed_in(("finance", country.east))
    query = f"don-vi={country.east.pk}&nam={YEAR}"
    decision = Decision.objects.latest("pk")
    for address, words in (
        (
            f"quyet-dinh/{decision.pk}/van-ban",
            ("QUYẾT ĐỊNH", "tám mươi triệu đồng", row.title, "Phụ lục", "TM."),
        ),
        (f"chung-tu/{voucher.pk}/de-nghi", ("GIẤY ĐỀ NGHỊ", "hai mươi triệu đồng", voucher.voucher)),
        ("cuoi-nam/quyet-toan", ("BÁO CÁO", "chưa khép", row.title, "500.000.000")),
    ):
        answer = finance.get(f"/kinh-phi/{address}.pdf?{query}")
        assert answer.status_code == 200, address
        told = pdf_words(answer.content)
        for one in words:
            assert one.lower() in told.lower(), (address, one, told)
    assert finance.get(f"/kinh-phi/cuoi-nam/quyet-toan.docx?{query}").content[:2] == b"PK"
    received = Decision.objects.earliest("pk")
    assert finance.get(f"/kinh-phi/quyet-dinh/{received.pk}/van-ban.pdf").status_code == 404
    draw_need(Need(key(country.east, "2", year=YEAR), MILLION, "Căn cứ thử"), KEEPER)
    for which, words in (
        ("quyet-dinh", "Quyết định thử"), ("chung-tu", voucher.voucher), ("nhu-cau", "Căn cứ thử"),
    ):  # fmt: skip
        answer = finance.get(f"/kinh-phi/{which}/danh-sach.csv?{query}")
        assert words in b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
    west = signed_in(("finance", country.west))
    assert west.get(f"/kinh-phi/quyet-dinh/{decision.pk}/van-ban.pdf").status_code == 404
    assert west.get(f"/kinh-phi/chung-tu/{voucher.pk}/de-nghi.pdf").status_code == 404
    assert west.get(f"/kinh-phi/cuoi-nam/quyet-toan.pdf?{query}").status_code == 404


def workbook() -> bytes:
    """As a treasury gives it: merged titles, headings in two rows, a unit above, formulas, sums between."""
    told = BytesIO()
    book = xlsxwriter.Workbook(told)
    sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.merge_range("A1:H1", "BẢNG KÊ CHỨNG TỪ CHI NĂM 2026")
    sheet.merge_range("A2:H2", "Đơn vị tính: triệu đồng")
    sheet.merge_range("B3:C3", "Chứng từ")
    heads = ("STT", "", "", "Nghiệp vụ", "Mã dự án", "Nội dung", "Số tiền", "Đơn vị thụ hưởng")
    for place, words in enumerate(heads):
        if words:
            sheet.merge_range(2, place, 3, place, words)
    sheet.write_row("B4", ["Số", "Ngày"])
    rows = (
        (1, "KB01", "Tạm ứng", "2", 30),
        (2, "KB02", "Thanh toán", "2", 12.5),
        (3, "KB03", "Thanh toán", "7.1", 1),
    )
    for place, (number, code, kind, project, amount) in enumerate(rows, start=4):
        sheet.write_row(place, 0, [number, code, None, kind, project, "Mô hình thử", amount])
        sheet.write(place, 2, 46_085, day)
    sheet.write_row(7, 0, [None, "Cộng dự án 2"])
    sheet.write_formula(7, 6, "=SUM(G5:G6)", None, 42.5)
    sheet.write_row(8, 0, [4, "KB04", None, "Thanh toán", 2, "Mô hình thử"])
    sheet.write(8, 2, 46_085, day)
    sheet.write_formula(8, 6, "=2*1.25", None, 2.5)
    sheet.merge_range("A10:F10", "Tổng cộng")
    sheet.write_formula(9, 6, "=SUM(G5:G9)", None, 88.5)
    sheet.write_row(11, 0, ["Người lập biểu", None, None, None, None, None, "Kế toán trưởng"])
    book.close()
    return told.getvalue()


def test_a_workbook_of_the_treasury_is_taken_in_and_a_long_one_in_the_background(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = given(country.east, 500 * MILLION, "2", year=YEAR)
    row = approved(activity(country.east, title="Mô hình thử"))
    allocated(whole, 80 * MILLION, key(country.east, "2", year=YEAR, activity_id=row.pk), MARCH)
    allocated(whole, 80 * MILLION, key(country.east, "2", year=YEAR, item="Việc khác"), MARCH)
    finance, of = signed_in(("finance", country.east)), {"don-vi": country.east.pk, "nam": YEAR}
    given_file = SimpleUploadedFile("kho-bac.xlsx", workbook())
    address = "/kinh-phi/chung-tu/nap/"
    page = sent(finance, address, {**of, "tep": given_file}, 200)
    for words in ("3 chứng từ ghi được", "tính bằng triệu đồng", "Bỏ qua 2 dòng cộng (dòng 8, 10)",
                  "30.000.000", "2.500.000", "dự án 7.1 không có kinh phí"):  # fmt: skip
        assert words in page
    ticket = page.partition('name="phieu" value="')[2].partition('"')[0]
    monkeypatch.setattr(taking_in, "AT_ONCE", 2)
    progress = sent(finance, address, {**of, "phieu": ticket, "ghi": "1"})
    waiting = said(finance, progress)
    assert "Đọc tệp, xem từng dòng" in waiting and "django_htmx/htmx" in waiting
    assert said(signed_in(("finance", country.east)), progress).count("Đọc tệp, xem từng dòng") == 0
    part = finance.get(progress, headers={"HX-Request": "true"})
    assert part.status_code == 200 and "HX-Refresh" not in part.headers
    task = begin(Task.objects.get(kind="budgets.take_in").pk)
    assert task is not None
    take_in_in_background(task)
    assert finance.get(progress, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    assert "Đã ghi 3 dòng; để lại 1 dòng cần sửa." in said(finance, progress)
    assert Loading.objects.get().rows == 3
    line = Line.objects.get(activity=row)
    assert (line.advanced, line.paid) == (30 * MILLION, 15 * MILLION)


def test_a_commune_sees_and_keeps_the_money_of_what_it_took_in(country: Country) -> None:
    allocated(given(country.former_east, 9 * MILLION, "2", year=2025), 9 * MILLION, day=MARCH)
    finance, of = signed_in(("finance", country.east)), f"don-vi={country.former_east.pk}&nam=2025"
    assert f"don-vi={country.former_east.pk}" in said(
        finance, f"/kinh-phi/?don-vi={country.east.pk}&nam=2025"
    )
    assert "Xã Đông Cũ" in said(finance, f"/kinh-phi/?{of}")
    line = Line.objects.get(area=country.former_east)
    typed = {
        "don-vi": country.former_east.pk,
        "nam": 2025,
        "loai": "pay",
        "so-chung-tu": "9",
        "ngay": "02/06/2025",
    }
    sent(finance, "/kinh-phi/chung-tu/moi/", {**typed, "dong": line.pk, "so-tien": "1.000.000"})
    assert "1.000.000" in said(finance, f"/kinh-phi/chung-tu/?{of}")
    said(signed_in(("finance", country.west)), f"/kinh-phi/?{of}", 404)


def test_what_goes_on_in_a_unit_that_was_taken_in_is_given_money_by_who_took_it_in(country: Country) -> None:
    begun_before = approved(activity(country.former_east, title="Nuôi bò xã cũ"))
    over = activity(country.former_east, title="Việc đã bỏ")
    move(over, Verb.DROP, MARCH, OFFICER, words="không làm")
    whole = given(country.east, 100 * MILLION, "2", year=YEAR)
    finance, leader = signed_in(("finance", country.east)), signed_in(("leader", country.east))
    address, of = "/kinh-phi/quyet-dinh/moi/", {"don-vi": country.east.pk, "nam": YEAR}
    form = said(finance, f"{address}?don-vi={country.east.pk}&nam={YEAR}&loai=allocate&tu-dong={whole.pk}")
    assert "Nuôi bò xã cũ (đã phê duyệt, xã Đông Cũ cũ)" in form and "Việc đã bỏ" not in form
    receive = said(finance, f"{address}?don-vi={country.east.pk}&nam={YEAR}&loai=receive")
    assert "Nuôi bò xã cũ" not in receive
    typed = {"loai": "allocate", "tu-dong": whole.pk, "trich-yeu": "Tiếp tục", "hoat-dong-1": begun_before.pk}
    sent(finance, address, {**of, **typed, "so-tien-1": "30.000.000"})
    decided(leader, {"ngay": "05/03/2026"})
    line = Line.objects.get(activity=begun_before)
    assert (line.area_id, line.unallocated, line.year) == (country.former_east.pk, 30 * MILLION, YEAR)
    assert "30.000.000" in said(finance, f"/hoat-dong/{begun_before.pk}/")
    own = {"don-vi": country.former_east.pk, "nam": YEAR, "loai": "allocate", "tu-dong": line.pk}
    sent(finance, address, {**own, "trich-yeu": "Để chi", "so-tien-1": "30.000.000"})
    decided(leader, {"ngay": "06/03/2026"})
    assert Line.objects.get(activity=begun_before).allocated == 30 * MILLION
