"""The pages of oversight: an inspection until it is closed, the Front and its answers, doubts of the data."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings
from tests.apps.households.made import WHO, home
from tests.apps.oversight.made import advice_of, decided, found, minuted, plan_of, prepared, review_of
from tests.apps.support.made import helped
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.households.models import Household
from giamngheo.apps.oversight.models import (
    Finding,
    Inspection,
    Recommendation,
    SettledDoubt,
    SocialReview,
    YearPlan,
)
from giamngheo.apps.support.actions import give
from giamngheo.apps.support.examining import Help
from giamngheo.apps.support.models import Support
from giamngheo.apps.support.states import Form, Source
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.text import day as day_text

pytestmark = pytest.mark.django_db


@pytest.fixture
def country(settings: Settings, tmp_path: Path) -> Country:
    settings.DATA = tmp_path
    return make_country()


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def said(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.getvalue().decode()


def sent(client: Client, address: str, fields: Mapping[str, object]) -> str:
    """The address that a form leads to."""
    answer = client.post(address, fields)
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"].partition("#")[0]


def refused(client: Client, address: str, fields: Mapping[str, object]) -> str:
    answer = client.post(address, fields)
    assert answer.status_code == 422
    return answer.content.decode()


def paper(name: str = "anh.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.7")


def test_a_plan_is_drawn_up_approved_and_replaced(country: Country) -> None:
    officer, leader = (browser(make_person((role, country.east))) for role in ("officer", "leader"))
    assert "Chưa có kế hoạch đã phê duyệt của năm 2026" in said(officer, "/giam-sat/?nam=2026")
    wrong = refused(officer, "/giam-sat/ke-hoach/moi/", {"nam": "x", "muc-dich": ""})
    assert "Năm không hợp lý" in wrong
    page = sent(officer, "/giam-sat/ke-hoach/moi/", {"nam": "2026", "muc-dich": "Kiểm tra\nđúng đối tượng"})
    assert "Đoàn công tác" not in said(officer, page)
    line = {
        "viec": "dong",
        "o-dau": country.east_1.pk,
        "hinh-thuc": "periodic",
        "noi-dung": ["money", "lists"],
    }
    assert "Tháng không hợp lý" in refused(officer, f"{page}viec/", line)
    sent(officer, f"{page}viec/", line | {"tu-thang": "3", "den-thang": "4", "chu-tri": "Ban Chỉ đạo"})
    assert officer.post(f"{page}viec/", {"viec": "approve"}).status_code == 403
    sent(officer, f"{page}viec/", {"viec": "submit"})
    assert "1 kế hoạch kiểm tra, giám sát năm chờ phê duyệt" in said(leader, "/")
    assert "Chưa ghi số" in refused(leader, f"{page}viec/", {"viec": "approve", "ngay": "20/1/2026"})
    sent(leader, f"{page}viec/", {"viec": "approve", "so": "12/KH-UBND", "ngay": "20/1/2026"})
    assert "đã thực hiện 0 / 1 dòng" in said(leader, "/giam-sat/?nam=2026")
    begun = said(officer, f"/giam-sat/doan/moi/?dong={YearPlan.objects.get().lines.get().pk}")
    assert "Thực hiện một dòng của kế hoạch năm 2026 (12/KH-UBND)" in begun
    for ending, start in (("pdf", b"%PDF"), ("docx", b"PK")):
        assert officer.get(f"{page}ke-hoach.{ending}").content.startswith(start)
    again = sent(officer, "/giam-sat/ke-hoach/moi/", {"nam": "2026", "muc-dich": "Thêm thôn"})
    assert "thôn Đông Một" in said(officer, again).replace("Thôn", "thôn")
    sent(officer, f"{again}viec/", {"viec": "drop", "ly-do": "chưa cần"})
    assert "Lý do bỏ: chưa cần" in said(officer, again)


def test_an_inspection_is_closed_and_the_neighbour_sees_nothing(country: Country) -> None:
    above, leader = (browser(make_person((role, country.province))) for role in ("officer", "leader"))
    below, neighbour = (browser(make_person(("officer", area))) for area in (country.east, country.west))
    today, first = timezone.localdate(), timezone.localdate() - timedelta(days=3)
    fields: dict[str, object] = {"don-vi": country.province.pk, "o-dau": country.east.pk}
    fields |= {"ten": "Kiểm tra sinh kế", "noi": "Trụ sở xã", "hinh-thuc": "ad_hoc", "noi-dung": ["fund"]}
    fields |= {"tu-ngay": day_text(first), "den-ngay": day_text(today)}
    assert "phải có lý do" in refused(above, "/giam-sat/doan/moi/", fields)
    page = sent(above, "/giam-sat/doan/moi/", fields | {"ly-do": "phản ánh của dân"})
    deed = f"{page}viec/"
    assert below.get(page).status_code == neighbour.get(page).status_code == 404
    sent(above, deed, {"viec": "thanh-vien", "ho-ten": "Mẫu Đoàn", "chuc-vu": "Sở", "vai-tro": "head"})
    sent(above, deed, {"viec": "muc", "muc-moi": "Sổ thu của thôn"})
    assert "1 đoàn kiểm tra chờ ban hành quyết định" in said(leader, "/")
    assert above.post(deed, {"viec": "quyet-dinh"}).status_code == 403
    sent(leader, deed, {"viec": "quyet-dinh", "so": "5/QĐ-UBND", "ngay": day_text(first)})
    assert "Kiểm tra sinh kế" in said(below, page)
    assert "Kiểm tra sinh kế" in said(below, "/giam-sat/doan/")
    assert neighbour.get(page).status_code == 404
    assert "Kiểm tra sinh kế" not in said(neighbour, "/giam-sat/doan/")
    row = Inspection.objects.get()
    answers = {f"m{one.pk}": "pass" for one in row.checkitems.all()}
    sent(above, deed, {"viec": "de-cuong", **answers})
    spotted = {"viec": "phat-hien", "muc-do": "fault", "phat-hien": "Phiếu chi 3 chưa ký", "tep": paper()}
    sent(above, deed, spotted)
    finding = Finding.objects.get()
    assert "Phiếu chi 3 chưa ký" not in said(below, page)
    file = f"/giam-sat/tep/{finding.files.get().pk}/"
    assert below.get(file).status_code == 404
    assert above.get(file).content == b"%PDF-1.7"
    minutes = {"viec": "bien-ban", "ngay": day_text(today), "du": "Chủ tịch xã", "noi-dung": "Đã xem sổ"}
    sent(above, deed, minutes)
    assert "Phiếu chi 3 chưa ký" in said(below, page)
    assert below.get(file).status_code == 200
    assert below.get(f"{page}bien-ban.pdf").content.startswith(b"%PDF")
    assert below.get(f"{page}bao-cao.pdf").status_code == 404
    assert below.post(deed, {"viec": "bao-cao", "bao-cao": "x"}).status_code == 403
    sent(below, deed, {"viec": "y-kien", "y-kien": "Nhất trí với biên bản"})
    sent(above, deed, {"viec": "bao-cao", "bao-cao": "Kết quả chung"})
    assert "1 báo cáo kiểm tra chờ kết luận" in said(leader, "/")
    concluded = {"viec": "ket-luan", "ket-luan": "Bổ sung chữ ký", "so": "8/BC-UBND", "ngay": day_text(today)}
    assert "Kết quả chung" not in said(below, page)
    sent(leader, deed, concluded)
    assert "Kết quả chung" in said(below, page)
    advice = {"viec": "kien-nghi", "phat-hien-so": finding.pk, "don-vi-nhan": country.east.pk}
    advice |= {"kien-nghi-ai": "UBND xã", "kien-nghi": "Bổ sung chữ ký phiếu chi"}
    assert "Chưa ghi hạn" in refused(above, deed, advice)
    sent(above, deed, advice | {"han": day_text(today + timedelta(days=5)), "thu-hoi": "1.000.000"})
    assert "1 kiến nghị qua kiểm tra phải thực hiện" in said(below, "/")
    told = f"/giam-sat/kien-nghi/{Recommendation.objects.get().pk}/"
    assert neighbour.get(told).status_code == 404
    assert "Bổ sung chữ ký phiếu chi" not in said(neighbour, "/giam-sat/kien-nghi/")
    assert "việc của bên kia" in refused(below, f"{told}viec/", {"viec": "close"})
    done = {"viec": "remedy", "loi": "Đã ký đủ", "thu-hoi": "1.000.000", "tep": paper()}
    assert "Chưa có minh chứng" in refused(below, f"{told}viec/", done | {"tep": ""})
    sent(below, f"{told}viec/", done)
    assert "1 kiến nghị đã báo thực hiện xong" in said(above, "/")
    assert "Còn 1 kiến nghị" in refused(above, deed, {"viec": "ket-thuc"})
    sent(above, f"{told}viec/", {"viec": "close"})
    sent(above, deed, {"viec": "ket-thuc"})
    assert "Đã kết thúc" in said(below, page)
    assert "thu hồi 1.000.000 đồng / 1.000.000 đồng" in said(below, "/giam-sat/kien-nghi/?tinh-trang=da-xong")


def test_lists_keep_their_filters_and_are_taken_away(country: Country) -> None:
    officer = browser(make_person(("officer", country.east)))
    row = decided(country.east, country.east_1)
    advice_of(_found_and_minuted(row))
    prepared(country.east, country.east_2, title="Chưa có quyết định")
    review_of(country.east)
    plan_of(country.east, country.east_1)
    listed = said(officer, "/giam-sat/doan/?tinh-trang=preparing&nam=2026&hinh-thuc=periodic&phia=cua-minh")
    assert "Chưa có quyết định" in listed and "Kiểm tra hỗ trợ sinh kế" not in listed
    assert "tinh-trang=preparing" in listed
    for address in ("doan", "kien-nghi", "xa-hoi"):
        for ending in ("xlsx", "csv"):
            answer = officer.get(f"/giam-sat/{address}/danh-sach.{ending}")
            assert answer.status_code == 200
            body = answer.getvalue()
            assert body[:2] == b"PK" or "Đông".encode() in body
    head = browser(make_person(("village_head", country.east_1)))
    assert "Kiểm tra hỗ trợ sinh kế" in said(head, "/giam-sat/doan/?phia=o-day")
    assert "Chưa có quyết định" not in said(head, "/giam-sat/doan/")


def _found_and_minuted(row: Inspection) -> Finding:
    finding = found(row)
    minuted(row)
    return finding


def test_the_front_supervises_and_the_unit_must_answer(country: Country) -> None:
    front, officer = (browser(make_person((role, country.east))) for role in ("front", "officer"))
    today = timezone.localdate()
    form = said(front, "/giam-sat/xa-hoi/moi/")
    assert "Ủy ban Mặt trận Tổ quốc Việt Nam xã Đông" in form
    fields: dict[str, object] = {"loai": "critique", "ten": "Kế hoạch 2027", "co-quan": "Mặt trận xã"}
    fields |= {"gui-ai": country.east.pk, "ngay": day_text(today)}
    assert "phải nói rõ dự thảo nào" in refused(front, "/giam-sat/xa-hoi/moi/", fields)
    page = sent(front, "/giam-sat/xa-hoi/moi/", fields | {"du-thao": "Dự thảo kế hoạch", "tep": paper()})
    assert officer.get(page).status_code == 404
    sent(front, f"{page}viec/", {"viec": "y-kien", "y-kien": "Chỉ tiêu cao quá"})
    sent(front, f"{page}viec/", {"viec": "send", "han": day_text(today + timedelta(days=3))})
    assert "1 giám sát, phản biện của Mặt trận chờ trả lời" in said(officer, "/")
    assert officer.get(f"{page}tep/").content == b"%PDF-1.7"
    point = SocialReview.objects.get().points.get()
    assert officer.post(f"{page}viec/", {"viec": "close"}).status_code == 403
    assert "Chưa chọn tiếp thu" in refused(officer, f"{page}viec/", {"viec": "tra-loi"})
    sent(
        officer, f"{page}viec/", {"viec": "tra-loi", f"y{point.pk}": "accepted", f"y{point.pk}-loi": "Sẽ sửa"}
    )
    both = said(front, page)
    assert "Chỉ tiêu cao quá" in both and "Sẽ sửa" in both
    assert "trả lời giám sát, phản biện chờ ghi nhận" in said(front, "/")
    sent(front, f"{page}viec/", {"viec": "close"})
    neighbour = browser(make_person(("front", country.west)))
    assert neighbour.get(page).status_code == 404


def test_doubts_are_counts_for_some_and_households_for_who_may_see_them(country: Country) -> None:
    household = home(country.east_1, "Mẫu Văn Riêng", day=date(2025, 8, 1))
    helped(household)
    again = _again(household)
    officer, radio = (browser(make_person((role, country.east))) for role in ("officer", "radio"))
    address = "/giam-sat/doi-chieu/dong/?kiem=trung-nhu-cau&nam=2026"
    assert "Mẫu Văn Riêng" in said(officer, address)
    told = said(radio, address)
    assert "1 dòng cần xem" in told and "Mẫu Văn Riêng" not in told and household.code not in told
    assert radio.get("/giam-sat/doi-chieu/dong/danh-sach.csv?kiem=trung-nhu-cau&nam=2026").status_code == 403
    assert household.code in said(
        officer, "/giam-sat/doi-chieu/dong/danh-sach.csv?kiem=trung-nhu-cau&nam=2026"
    )
    assert "Một nhu cầu hỗ trợ hai lần" in said(officer, "/giam-sat/doi-chieu/?nam=2026")
    fields = {"don-vi": country.east.pk, "nam": "2026", "kiem": "trung-nhu-cau", "dong": again.pk}
    assert radio.post("/giam-sat/doi-chieu/viec/", fields | {"viec": "bo-qua"}).status_code == 403
    deed = "/giam-sat/doi-chieu/viec/"
    assert "Chưa ghi lý do" in refused(officer, deed, fields | {"viec": "bo-qua"})
    sent(officer, deed, fields | {"viec": "bo-qua", "ly-do": "hai người khác nhau"})
    assert "hai người khác nhau" in said(officer, f"{address}&xem=da-xu-ly")
    sent(officer, deed, fields | {"viec": "xem-lai", "so": SettledDoubt.objects.get().pk})
    row = decided(country.east, country.east_1)
    sent(officer, deed, fields | {"viec": "phat-hien", "dot": row.pk})
    assert household.code in Finding.objects.get().words


def test_a_team_of_the_province_makes_a_finding_on_the_page_of_the_commune_that_it_inspects(
    country: Country,
) -> None:
    household = home(country.east_1, "Mẫu Văn Riêng", day=date(2025, 8, 1))
    helped(household)
    again = _again(household)
    of_province = decided(country.province, country.east)
    elsewhere = decided(country.province, country.west)
    fields = {"don-vi": country.east.pk, "nam": "2026", "kiem": "trung-nhu-cau", "dong": again.pk}
    fields |= {"viec": "phat-hien"}
    deed = "/giam-sat/doi-chieu/viec/"
    commune, province = (browser(make_person(("officer", area))) for area in (country.east, country.province))
    for client, row in ((province, elsewhere), (commune, of_province)):
        assert "Chưa chọn đợt" in refused(client, deed, fields | {"dot": row.pk})
    sent(province, deed, fields | {"dot": of_province.pk})
    assert Finding.objects.get().inspection_id == of_province.pk


def _again(household: Household) -> Support:
    """The same need met once more in the year, with a reason."""
    line = Help(
        household.pk,
        "housing",
        Form.MONEY,
        "Tiền thử",
        date(2026, 6, 1),
        Source.COMMUNITY,
        value=1,
        again_because="thiếu",
    )
    (row,) = give([line], WHO)
    return row


def test_the_page_of_an_inspection_asks_as_often_whatever_its_size(country: Country) -> None:
    officer = browser(make_person(("officer", country.east)))
    asked = []
    for many in (1, 6):
        row = decided(country.east, country.east_1, title=f"Đợt {many}")
        findings = [found(row, f"Phát hiện {number}") for number in range(many)]
        minuted(row)
        for finding in findings:
            advice_of(finding)
        said(officer, f"/giam-sat/doan/{row.pk}/")
        with CaptureQueriesContext(connection) as captured:
            said(officer, f"/giam-sat/doan/{row.pk}/")
        asked.append(len(captured))
    assert asked[0] == asked[1] <= 30
