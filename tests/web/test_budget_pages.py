"""Pages of money: a year of a commune from what it was given to what it carried over; who sees what."""

import html
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings
from tests.apps.activities.made import activity
from tests.apps.budgets.made import YEAR, allocated, decide, given, key, line_of, paid
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.budgets.actions import Said
from giamngheo.apps.budgets.dimensions import programmes_of
from giamngheo.apps.budgets.models import Decision, Entry, Estimate, Line
from giamngheo.apps.budgets.states import DecisionKind, EntryKind
from giamngheo.foundation.accounts.roles import Permission
from giamngheo.foundation.areas.models import Area
from giamngheo.foundation.audit.models import AuditLine
from giamngheo.foundation.kept_counts.actions import COUNT, count_in_background
from giamngheo.foundation.tasks.actions import begin
from giamngheo.foundation.tasks.models import Task
from giamngheo.web.staff.budgets.waiting import money_waiting

pytestmark = pytest.mark.django_db
PAPER = {"so": "15/QĐ-UBND", "ngay": "05/01/2025", "co-quan": "UBND tỉnh Mẫu"}


@pytest.fixture
def country(settings: Settings, tmp_path: object) -> Country:
    settings.DATA = tmp_path
    return make_country()


def signed_in(*held: tuple[str, Area]) -> Client:
    client = Client()
    client.force_login(make_person(*held))
    return client


def said(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return re.sub(r"\s+", " ", html.unescape(answer.content.decode()))


def sent(client: Client, address: str, fields: dict[str, object], status: int = 302) -> str:
    answer = client.post(address, fields)
    words = re.sub(r"\s+", " ", html.unescape(answer.content.decode()))
    assert answer.status_code == status, words
    return answer.headers.get("Location", "") if status == 302 else words


def decided(client: Client, paper: dict[str, str] | None = None) -> str:
    """Put the last draft in force; gives its page."""
    address = f"/kinh-phi/quyet-dinh/{Decision.objects.latest('pk').pk}/"
    sent(client, f"{address}viec/", {"viec": "hieu-luc", **PAPER, **(paper or {})})
    return said(client, address)


def test_a_year_of_a_commune_from_given_to_carried_over(country: Country) -> None:
    east = country.east.pk
    finance, leader = signed_in(("finance", country.east)), signed_in(("leader", country.east))
    of = {"don-vi": east, "nam": YEAR}
    query = f"don-vi={east}&nam={YEAR}"
    assert "Nhận giao dự toán" in said(finance, f"/kinh-phi/?{query}")
    money = {
        "tinh-chat-1": "recurrent_fund",
        "nguon-1": "central",
        "du-an-1": "2",
        "so-tien-1": "1.200.000.000",
    }
    new = "/kinh-phi/quyet-dinh/moi/"
    wrong = sent(
        finance, new, {**of, "loai": "receive", **money, "so-tien-1": "1.2", "trich-yeu": "Giao"}, 422
    )
    assert "«1.2» không phải số đồng" in wrong
    sent(finance, new, {**of, "loai": "receive", **money, "trich-yeu": "Giao dự toán"})
    page = said(finance, f"/kinh-phi/quyet-dinh/{Decision.objects.get().pk}/")
    assert "lãnh đạo cho hiệu lực" in page and "Cho hiệu lực và ghi sổ" not in page
    scan = SimpleUploadedFile("qd.pdf", b"%PDF-1.7")
    sent(finance, f"/kinh-phi/quyet-dinh/{Decision.objects.get().pk}/viec/", {"viec": "tep", "tep": scan})
    assert "1 quyết định về kinh phí năm 2025 của xã Đông chờ quyết định" in said(leader, "/")
    assert "15/QĐ-UBND" in decided(leader)
    whole = Line.objects.get()
    page = said(finance, f"/kinh-phi/?{query}")
    assert "Được giao 1.200,0 triệu đồng" in page and "2 Đa dạng hóa sinh kế" in page
    assert "1.200.000.000" in said(finance, f"/kinh-phi/?{query}&tien=dong")
    own = {
        "du-an-1": "2",
        "noi-dung-1": "Mô hình nuôi dê",
        "muc-chi-1": "direct_production",
        "so-tien-1": "900.000.000",
    }
    form = {**of, "loai": "allocate", "tu-dong": whole.pk, "trich-yeu": "Phân bổ"}
    sent(finance, new, {**form, **own})
    decided(leader, {"so": "16/QĐ-UBND"})
    work = Line.objects.get(item="Mô hình nuôi dê")
    slip = {**of, "loai": "pay", "so-chung-tu": "7", "ngay": "02/06/2025", "dong": work.pk}
    wrong = sent(finance, "/kinh-phi/chung-tu/moi/", {**slip, "so-tien": "900.000.001"}, 422)
    assert "Không đủ kinh phí" in wrong and "thiếu 1 đồng" in wrong
    sent(finance, "/kinh-phi/chung-tu/moi/", {**slip, "so-tien": "600.000.000", "nguoi-nhan": "HTX Thử"})
    assert "đã ghi vào sổ" in sent(finance, "/kinh-phi/chung-tu/moi/", {**slip, "so-tien": "1"}, 422)
    page = said(finance, f"/kinh-phi/dong/{work.pk}/")
    assert "HTX Thử" in page and "Phân bổ" in page and "+600.000.000" in page
    assert "600.000.000" in said(finance, f"/kinh-phi/chung-tu/?{query}")
    assert "Bước 1. Quyết toán" in said(finance, f"/kinh-phi/cuoi-nam/?{query}")
    sent(finance, new, {**of, "loai": "settle", "trich-yeu": "Quyết toán", f"dong-{work.pk}": "600.000.000"})
    decided(leader, {"so": "17/QĐ-UBND", "ngay": "10/01/2026"})
    assert "Chưa chọn khoản nào" in sent(finance, "/kinh-phi/cuoi-nam/", of, 422)
    sent(
        finance,
        "/kinh-phi/cuoi-nam/",
        {**of, f"{work.pk}-allocated": "carry", f"{whole.pk}-unallocated": "cancel"},
    )
    carry, cancel = Decision.objects.order_by("pk")[3:]
    for one, number in ((carry, "18"), (cancel, "19")):
        fields = {"viec": "hieu-luc", "so": f"{number}/QĐ", "ngay": "15/01/2026", "co-quan": "UBND xã"}
        sent(leader, f"/kinh-phi/quyet-dinh/{one.pk}/viec/", fields)
    assert "kinh phí năm 2025 đã khép" in said(finance, f"/kinh-phi/cuoi-nam/?{query}")
    assert "chuyển từ năm 2025" in said(finance, f"/kinh-phi/?don-vi={east}&nam=2026")
    page = said(leader, f"/kinh-phi/ty-le/?{query}")
    assert "Đã giải ngân 50,0 %" in page.replace("\xa0", " ") and "thời gian của năm đã qua" in page
    page = said(leader, f"/kinh-phi/quy-dinh/?{query}")
    assert "bằng 100%; phải từ 70%" in page and "cần đối chiếu công báo" in page
    table = finance.get(f"/kinh-phi/so-kinh-phi.csv?{query}").getvalue().decode("utf-8-sig")  # type: ignore[attr-defined]
    assert "Sổ kinh phí" in table.splitlines()[0].title() or "SỔ KINH PHÍ" in table
    assert finance.get(f"/kinh-phi/danh-sach.xlsx?{query}").getvalue()  # type: ignore[attr-defined]
    assert AuditLine.objects.filter(verb="budgets.export").count() == 2


def test_a_province_gives_to_its_communes_which_see_the_decision_and_nothing_of_each_other(
    country: Country,
) -> None:
    given(country.province, 1_000, "2")
    finance = signed_in(("finance", country.province))
    source = line_of(key(country.province, "2"))
    form = {"don-vi": country.province.pk, "nam": YEAR, "loai": "allocate", "tu-dong": source.pk}
    form |= {"trich-yeu": "Giao xã", f"don-vi-{country.east.pk}": "600", f"don-vi-{country.west.pk}": "300"}
    sent(finance, "/kinh-phi/quyet-dinh/moi/", form)
    number = Decision.objects.latest("pk").pk
    east = signed_in(("finance", country.east))
    said(east, f"/kinh-phi/quyet-dinh/{number}/", 404)  # a draft of above
    decided(signed_in(("leader", country.province)))
    page = said(east, f"/kinh-phi/quyet-dinh/{number}/")
    assert "600" in page and "300" not in page and "phường Tây" not in page
    east_line, west_line = (line_of(key(one, "2")) for one in (country.east, country.west))
    assert "15/QĐ-UBND" in said(east, f"/kinh-phi/dong/{east_line.pk}/")
    said(east, f"/kinh-phi/dong/{west_line.pk}/", 404)
    said(east, f"/kinh-phi/?don-vi={country.west.pk}", 404)
    above = said(finance, f"/kinh-phi/?don-vi={country.province.pk}&nam={YEAR}&tien=dong")
    assert "Xã Đông" in above and "Cả địa bàn" in above
    allocated(east_line, 500)
    paid(east_line, 240)
    page = said(finance, f"/kinh-phi/ty-le/?don-vi={country.province.pk}&nam={YEAR}").replace("\xa0", " ")
    assert "Đã giải ngân 24,0 %" in page and "40,0 %" in page


def test_money_of_a_programme_that_is_over_is_still_asked_for_and_shared_out(country: Country) -> None:
    finance = signed_in(("finance", country.east))
    work = activity(country.east)
    of = {"don-vi": country.east.pk, "nam": 2026, "tinh-chat": "recurrent_fund", "nguon": "central"}
    need = {**of, "so-tien": "50.000.000", "can-cu": "10 hộ × 5 triệu"}
    page = said(finance, f"/kinh-phi/nhu-cau/?don-vi={country.east.pk}&nam=2026")
    assert 'value="poverty_reduction_2021_2025:2"' in page and "Giảm nghèo bền vững 2021–2025" in page
    sent(finance, "/kinh-phi/nhu-cau/", {**need, "du-an": "poverty_reduction_2021_2025:2"})
    sent(finance, "/kinh-phi/nhu-cau/", {**need, "hoat-dong": work.pk})
    sent(finance, "/kinh-phi/nhu-cau/", {**need, "du-an": ""})
    found = list(Estimate.objects.order_by("pk").values_list("programme", "project", "activity_id"))
    over = "poverty_reduction_2021_2025"
    assert found == [(over, "2", None), (over, work.project, work.pk), ("development_2026_2035", "", None)]
    wrong = sent(finance, "/kinh-phi/nhu-cau/", {**need, "du-an": f"{over}:1.1", "hoat-dong": work.pk}, 422)
    assert "thuộc dự án 2" in wrong
    page = said(finance, f"/kinh-phi/nhu-cau/?don-vi={country.east.pk}&nam=2026")
    assert re.search(r"Dự án 2, [^<]*, Giảm nghèo bền vững 2021–2025", page)
    line = given(country.east, 9_000_000, "3", year=2026)
    drafted = f"/kinh-phi/quyet-dinh/moi/?don-vi={country.east.pk}&nam=2026&loai=allocate&tu-dong={line.pk}"
    assert 'value="3.1"' in said(finance, drafted) and 'value="2"' not in said(finance, drafted)
    assert [one.id for one in programmes_of(2025)] == [over]
    assert [one.id for one in programmes_of(2030)] == ["development_2026_2035"]


def test_needs_are_told_appraised_by_another_and_summed_above(country: Country) -> None:
    finance, leader = signed_in(("finance", country.east)), signed_in(("leader", country.east))
    of = {
        "don-vi": country.east.pk,
        "nam": YEAR,
        "tinh-chat": "recurrent_fund",
        "nguon": "central",
        "du-an": "2",
    }
    wrong = sent(finance, "/kinh-phi/nhu-cau/", {**of, "so-tien": "50.000.000"}, 422)
    assert "Chưa ghi căn cứ" in wrong
    sent(finance, "/kinh-phi/nhu-cau/", {**of, "so-tien": "50.000.000", "can-cu": "10 hộ × 5 triệu"})
    need = Estimate.objects.get()
    assert "chờ thẩm định" in said(leader, "/")
    sent(finance, f"/kinh-phi/nhu-cau/{need.pk}/viec/", {"so-tien": "1"}, 403)
    wrong = sent(leader, f"/kinh-phi/nhu-cau/{need.pk}/viec/", {"so-tien": "40.000.000"}, 422)
    assert "Chưa ghi lý do khác số đề nghị" in wrong
    sent(
        leader, f"/kinh-phi/nhu-cau/{need.pk}/viec/", {"so-tien": "40.000.000", "ly-do": "8 hộ đủ điều kiện"}
    )
    page = said(finance, f"/kinh-phi/nhu-cau/?don-vi={country.east.pk}&nam={YEAR}")
    assert "Đã thẩm định" in page and "8 hộ đủ điều kiện" in page
    above = said(signed_in(("finance", country.province)), f"/kinh-phi/nhu-cau/?nam={YEAR}")
    assert "Xã Đông" in above and "50.000.000" in above and "40.000.000" in above


def test_a_voucher_is_reversed_on_its_line_and_who_only_sees_does_nothing(country: Country) -> None:
    own = allocated(given(country.east, 1_000, "2"), 800)
    entry = paid(own, 300, EntryKind.ADVANCE)
    seeing = signed_in(("front", country.east))
    page = said(seeing, f"/kinh-phi/dong/{own.pk}/")
    assert "Ghi bút toán đảo" not in page and "Ghi chứng từ" not in page
    sent(seeing, f"/kinh-phi/chung-tu/{entry.pk}/dao/", {"ly-do": "x"}, 403)
    finance = signed_in(("finance", country.east))
    assert "Chưa ghi lý do" in sent(finance, f"/kinh-phi/chung-tu/{entry.pk}/dao/", {"ly-do": " "}, 422)
    sent(finance, f"/kinh-phi/chung-tu/{entry.pk}/dao/", {"ly-do": "sai dòng"})
    page = said(finance, f"/kinh-phi/dong/{own.pk}/")
    assert "đã ghi đảo" in page and "sai dòng" in page
    assert Entry.objects.filter(reverses=entry).exists()
    for page in ("/kinh-phi/", "/kinh-phi/ty-le/", "/kinh-phi/quyet-dinh/"):
        said(signed_in(("village_head", country.east_1)), page, 403)


def test_what_breaks_a_rule_is_told_with_clause_and_figures_and_blocks_nothing(country: Country) -> None:
    whole = given(country.east, 9_000_000_000, "2")
    for use, amount in (("direct_production", 3_200_000_000), ("other_production", 1_800_000_000)):
        allocated(whole, amount, key(country.east, "2", use=use, item="Dự án trồng quế"))
    page = said(signed_in(("leader", country.province)), f"/kinh-phi/quy-dinh/?nam={YEAR}")
    assert "bằng 64%; phải từ 70%, thiếu 300.000.000 đồng" in page
    assert "«Dự án trồng quế» (dự án 2): 5.000.000.000 đồng" in page and "vượt 2.000.000.000 đồng" in page
    assert "NĐ 27/2022/NĐ-CP, Điều 23" in page and "Chưa đúng" in page
    assert "Chưa tìm được văn bản" in page


def test_what_lies_idle_is_told_with_since_when(country: Country) -> None:
    whole = given(country.east, 1_000, "2")
    allocated(whole, 400)
    decide(country.east, DecisionKind.RECEIVE, [Said(key(country.east, "3.1"), 50)], date(2025, 12, 30))
    page = said(signed_in(("finance", country.east)), f"/kinh-phi/ty-le/?nam={YEAR}")
    assert "3 khoản, 1.050 đồng" in page and "được giao, chưa phân bổ" in page and "01/03/2025" in page


def test_a_large_unit_reads_the_rates_that_were_kept(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = given(country.east, 1_000, "2")
    paid(allocated(whole, 400), 100)
    finance = signed_in(("finance", country.province))
    address = f"/kinh-phi/ty-le/?don-vi={country.province.pk}&nam={YEAR}"
    as_counted = said(finance, address)
    monkeypatch.setattr("giamngheo.web.components.kept_figures.is_large", lambda *_: True)
    assert "/dem-so/" in finance.get(address).headers["Location"]
    task = begin(Task.objects.get(kind=COUNT).pk)
    assert task is not None
    count_in_background(task)
    as_kept = said(finance, address)
    assert "Số liệu đếm lúc" in as_kept
    start, end = "Đã giải ngân", "Từng dòng kinh phí"
    kept, counted = (page[page.rindex(start) : page.index(end)] for page in (as_kept, as_counted))
    assert kept == counted


def test_many_amounts_of_a_decision_are_paged_and_summed_whole(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("giamngheo.web.staff.budgets.decisions.AMOUNTS", 1)
    lines = [Said(key(country.east, "2"), 1_000), Said(key(country.east, "3.1"), 500)]
    row = decide(country.east, DecisionKind.RECEIVE, lines)
    finance, address = signed_in(("finance", country.east)), f"/kinh-phi/quyet-dinh/{row.pk}/"
    first, second = said(finance, address), said(finance, f"{address}?trang=2")
    assert "2 khoản" in first and "Cộng mọi trang" in first and "1.500" in first and "1.500" in second
    assert 'href="?trang=2"' in first and ">500<" not in first and ">500<" in second


def test_criteria_are_typed_in_signed_by_another_and_share_out_to_the_last_dong(country: Country) -> None:
    finance, leader = signed_in(("finance", country.province)), signed_in(("leader", country.province))
    of = {"don-vi": country.province.pk, "nam": YEAR}
    form = {**of, "so": "05/NQ-HĐND", "ngay": "30/6/2022", "co-quan": "HĐND tỉnh", "trich-yeu": "Tiêu chí"}
    form |= {"ten-1": "Số hộ nghèo", "trong-so-1": "1,5", "don-vi-tinh-1": "hộ"}
    form |= {"ten-2": "Hệ số khó khăn", "loai-2": "coefficient"}
    wrong = sent(finance, "/kinh-phi/tieu-chi/", {**form, "trong-so-1": "nhiều"}, 422)
    assert "«nhiều» không phải số" in wrong
    page = sent(finance, "/kinh-phi/tieu-chi/", form)
    given(country.province, 1_000, "2")
    source, east, west = line_of(key(country.province, "2")), country.east.pk, country.west.pk
    asked = {**of, "tu-dong": source.pk, "tong": "1.000", "nguon-so-lieu": "Báo cáo 12/BC"}
    asked |= {f"c1-{east}": "10", f"c2-{east}": "1", f"c1-{west}": "10", f"c2-{west}": "2"}
    sent(finance, page, asked, 403)  # nobody signed
    sent(finance, f"{page}viec/", {"viec": "ky"}, 403)
    sent(leader, f"{page}viec/", {"viec": "ky"})
    assert "Chưa ghi hệ số khó khăn của xã Đông" in sent(finance, page, {**asked, f"c2-{east}": ""}, 422)
    answer = finance.post(page, asked)
    shown = html.unescape(answer.content.decode())
    assert "Số hộ nghèo: 10 hộ × 1,5 = 15 điểm" in shown and "667 đồng (thêm 1 đồng" in shown
    sent(finance, page, {**asked, "luu": "1"})
    assert "1.000 đồng × 15 / 45 điểm = 333 đồng" in decided(leader)
    assert [line_of(key(one, "2")).given for one in (country.east, country.west)] == [333, 667]
    sent(leader, f"{page}viec/", {"viec": "thoi", "ly-do": "Có nghị quyết mới"})
    assert "Thôi dùng: Có nghị quyết mới" in said(leader, page)


def test_idle_money_is_a_thing_to_do_in_the_last_quarter_alone(country: Country) -> None:
    allocated(given(country.east, 1_000, "2"), 400)
    who, may = make_person(("finance", country.east)), frozenset({Permission.KEEP_MONEY})
    assert money_waiting(who.pk, may, date(2025, 9, 30)) == []
    ((sentence, address),) = money_waiting(who.pk, may, date(2025, 11, 15))
    assert sentence == "1.000 đồng kinh phí năm 2025 nằm im từ 60 ngày trở lên."
    assert address == f"/kinh-phi/ty-le/?don-vi={country.east.pk}&nam=2025"
    other = make_person(("finance", country.west))
    assert money_waiting(other.pk, may, date(2025, 11, 15)) == []
