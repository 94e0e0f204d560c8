"""The pages of the fund: from a campaign to what everybody reads; who may do what; what is taken away."""

from collections.abc import Mapping
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.apps.fund.made import AUTUMN, approved, donor, goods, met, money, proposed
from tests.apps.households.made import home
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.fund.actions.deciding import RulingSaid
from giamngheo.apps.fund.actions.delivering import DeliverySaid, deliver
from giamngheo.apps.fund.actions.gathering import PledgeSaid, take_pledge
from giamngheo.apps.fund.models import (
    Campaign,
    Delivery,
    Donor,
    HelpCase,
    Meeting,
    Pledge,
    Receipt,
    Sponsor,
    Sponsorship,
    YearReport,
)
from giamngheo.apps.households.models import Household
from giamngheo.apps.support.models import Support
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.audit.actions import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def family(country: Country) -> Household:
    return home(country.east_1, "Mẫu Văn Nghèo")


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
    return answer.headers["Location"]


def test_the_fund_goes_through_a_campaign_and_a_stranger_reads_what_came_of_it(
    country: Country, family: Household
) -> None:
    front, leader = (browser(make_person((role, country.east))) for role in ("front", "leader"))
    head = browser(make_person(("village_head", country.east_1)))
    form = said(front, "/quy/cuoc-van-dong/moi/?loai=peak_month")
    year = timezone.localdate().year
    assert f'value="17/10/{year}"' in form
    assert "cần đối chiếu công báo" in form
    fields = {"loai": "peak_month", "ten": "Tháng cao điểm", "tu-ngay": "1/1/2026", "den-ngay": "18/11/2026"}
    page = sent(front, "/quy/cuoc-van-dong/moi/", fields | {"muc": "50.000.000"})
    campaign = Campaign.objects.get()
    sent(front, "/quy/nguoi-ung-ho/", {"loai": "enterprise", "ten": "Công ty Nêu Tên", "neu-ten": "co"})
    who = Donor.objects.get()
    promise = {
        "nguoi": who.pk,
        "cuoc": campaign.pk,
        "so-tien": "9.000.000",
        "ngay": "1/2/2026",
        "han": "1/3/2026",
    }
    sent(front, "/quy/cam-ket/", promise)
    pledge = Pledge.objects.get()
    assert "đến hạn" in said(front, page)
    begun = said(front, f"/quy/phieu-thu/moi/?cam-ket={pledge.pk}")
    assert 'value="9.000.000"' in begun
    gift = {"cam-ket": pledge.pk, "ngay": "1/3/2026", "tai-khoan": "cash", "noi-dung": "Ủng hộ"}
    receipt = sent(front, "/quy/phieu-thu/moi/", promise | gift)
    assert "9.000.000 đồng" in said(front, receipt)
    paper = front.get(f"/van-ban/{Receipt.objects.get().paper_id}/van-ban.pdf")
    assert paper.content.startswith(b"%PDF")
    assert "18,0" in said(front, page)

    ask = {
        "ho": family.code,
        "quy": country.east.pk,
        "noi-dung": "housing",
        "gi": "Sửa mái",
        "so-tien": "5.000.000",
    }
    ask |= {"vi-sao": "Mái dột", "ai": "Mặt trận thôn", "ngay": "1/4/2026", "dot-xuat": "co"}
    assert "chưa thấy khoản hỗ trợ nào" in said(head, f"/ho-so-quy/moi/?ho={family.code}")
    address = sent(head, "/ho-so-quy/moi/", ask)
    case = HelpCase.objects.get()
    assert "đột xuất" in said(head, address)
    assert head.post(address, {"viec": "trao"}).status_code == 403
    held = {
        "ngay": "1/5/2026",
        "noi": "Trụ sở",
        "chu-tri": "Mẫu Văn Chủ",
        "du-hop": "Mẫu Văn Chủ\r\nMẫu Thị Ghi",
    }
    ruling = {f"h{case.pk}-ket-qua": "duyet", f"h{case.pk}-so-tien": "5.000.000"}
    meeting = sent(front, "/quy/hop/moi/", held | ruling)
    assert "cần người khác xác nhận" in said(front, meeting)
    assert front.post(meeting, {"viec": "xac-nhan"}).status_code == 422
    sent(leader, meeting, {"viec": "xac-nhan"})
    given = {"viec": "trao", "ngay": "2/5/2026", "nguoi-nhan": "Mẫu Văn Nghèo", "so-tien": "5.000.000"}
    assert front.post(address, given | {"tai-khoan": "bank"}).status_code == 422
    sent(front, address, given | {"tai-khoan": "cash"})
    voucher = f"/quy/phieu-chi/{Delivery.objects.get().pk}/"
    assert "Chưa có minh chứng" in said(front, voucher)
    file = SimpleUploadedFile("phieu.pdf", b"%PDF-1.7")
    sent(front, voucher, {"viec": "gan", "ten": "Phiếu chi đã ký", "tep": file})
    assert "Phiếu chi đã ký" in said(front, voucher)
    assert Support.objects.get().occasion == f"case:{case.pk}"

    report = sent(front, "/quy/bao-cao/", {"nam": "2026"})
    sent(leader, report, {"viec": "cong-khai"})
    public = f"/quy-vi-nguoi-ngheo/{YearReport.objects.get().code}/"
    for text in (said(Client(), public), said(Client(), "/quy-vi-nguoi-ngheo/")):
        assert "Đông" in text
        assert "Mẫu Văn Nghèo" not in text
        assert family.code not in text
    assert "Công ty Nêu Tên" in said(Client(), public)
    sent(leader, report, {"viec": "rut", "ly-do": "lập lại sau hết năm"})
    assert "lập lại sau hết năm" in said(Client(), public)
    assert Client().get("/quy-vi-nguoi-ngheo/0000000000000000/").status_code == 404


def test_what_cannot_be_read_is_told_at_its_field_and_what_was_typed_stays(country: Country) -> None:
    front = browser(make_person(("front", country.east)))
    answer = front.post(
        "/quy/phieu-thu/moi/", {"ngay": "hôm nay", "so-tien": "năm triệu", "noi-dung": "Ủng hộ"}
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert 'id="ngay-loi"' in text
    assert 'id="so-tien-loi"' in text
    assert 'value="năm triệu"' in text


def test_a_need_that_was_met_is_shown_at_the_proposal_and_asks_for_a_reason_at_delivery(
    country: Country, family: Household
) -> None:
    user = make_person(("front", country.east))
    front = browser(user)
    money(country.east, 90_000_000)
    first = approved(country.east, family, what="Làm nhà mới")
    deliver(first, DeliverySaid(AUTUMN, "Mẫu", "cash", 20_000_000), Actor(user.pk, "Thử"))
    assert "Làm nhà mới" in said(front, f"/ho-so-quy/moi/?ho={family.code}")
    second = approved(country.east, family, what="Sửa mái")
    address = f"/ho-so-quy/{second.pk}/"
    assert "đã được nguồn khác đáp ứng" in said(front, address)
    fields = {
        "viec": "trao",
        "ngay": "20/10/2026",
        "nguoi-nhan": "Mẫu",
        "so-tien": "20.000.000",
        "tai-khoan": "cash",
    }
    refused = front.post(address, fields)
    assert refused.status_code == 422
    assert 'id="vi-sao-them-loi"' in refused.content.decode()
    sent(front, address, fields | {"vi-sao-them": "bão tốc mái"})


def test_the_book_is_shown_with_what_was_there_and_taken_away(country: Country) -> None:
    front = browser(make_person(("front", country.east)))
    sent(front, "/quy/so/?nam=2026", {"viec": "mo-so", "ngay": "1/1/2026", "tien-mat": "1.000.000"})
    money(country.east, 5_000_000, donor=donor(country.east))
    goods(country.east, "50", 700_000)
    sent(
        front, "/quy/so/", {"viec": "chuyen", "ngay": "1/6/2026", "tai-khoan": "cash", "so-tien": "4.000.000"}
    )
    text = said(front, "/quy/so/?nam=2026")
    assert "2.000.000 đồng tiền mặt, 4.000.000 đồng tiền gửi" in text
    assert "6.000.000" in text
    assert "50 kg" in text
    csv = said(front, "/quy/so/danh-sach.csv?nam=2026")
    assert "PT 1/2026" in csv
    assert csv.count("6000000") >= 2
    answer = front.get("/quy/so/danh-sach.xlsx?nam=2026")
    assert b"".join(answer).startswith(b"PK")  # type: ignore[arg-type]
    assert front.post("/quy/so/", {"viec": "xoa"}).status_code == 422


def test_who_sponsors_whom_and_whom_nobody_does(country: Country, family: Household) -> None:
    Household.objects.filter(pk=family.pk).update(class_today="poor")
    front = browser(make_person(("front", country.east)))
    assert family.code in said(front, "/do-dau/")
    address = sent(
        front, "/do-dau/nguoi/", {"loai": "parents", "ten": "Hội cha mẹ học sinh", "lien-he": "0900 111"}
    )
    assert "chưa đỡ đầu hộ nào" in said(front, "/do-dau/nguoi/")
    promise = {"ho": family.code, "giup-gi": "Sách vở", "tu-ngay": "1/3/2026"}
    one = sent(front, address, promise)
    assert "Hội cha mẹ học sinh" in said(front, "/do-dau/")
    assert "Không còn hộ nghèo" in said(front, "/do-dau/")
    give = {
        "viec": "giup",
        "ngay": "1/4/2026",
        "nhu-cau": "study_support",
        "dang": "goods",
        "gi": "Sách giáo khoa",
    }
    sent(front, one, give)
    assert "Sách giáo khoa" in said(front, one)
    row = Sponsorship.objects.get().helps.get()
    sent(front, one, {"viec": "rut", "khoan": row.pk, "ly-do": "ghi nhầm"})
    assert "đã rút lại: ghi nhầm" in said(front, one)
    end = {"viec": "ket-thuc", "ngay-cuoi": "1/6/2026", "ly-do": "hết năm học", "ket-qua": "cháu lên lớp"}
    sent(front, one, end)
    assert "cháu lên lớp" in said(front, one)
    seen = said(
        browser(make_person(("inspector", country.east))), f"/do-dau/nguoi/{Sponsor.objects.get().pk}/"
    )
    assert "0900 111" not in seen
    assert "•••• 111" in seen


def test_the_first_page_tells_what_waits(country: Country, family: Household) -> None:
    money(country.east, 90_000_000)
    take_pledge(country.east, PledgeSaid(date(2026, 1, 1), date(2026, 1, 2), 5), Actor(1, "Thử"))
    proposed(country.east, family)
    done = approved(country.east, family)
    deliver(done, DeliverySaid(AUTUMN, "Mẫu", "cash", 1_000_000), Actor(1, "Thử"))
    met(country.east, RulingSaid(proposed(country.east, family).pk, True, 5))
    keeper = said(browser(make_person(("finance", country.east))), "/")
    for sentence in (
        "1 cam kết ủng hộ đến hạn",
        "hồ sơ chờ họp xét",
        "1 hồ sơ đã duyệt chờ trao",
        "chưa có minh chứng",
    ):
        assert sentence in keeper
    assert "chờ xác nhận" in said(browser(make_person(("leader", country.east))), "/")
    other = said(browser(make_person(("front", country.west))), "/")
    assert "cam kết ủng hộ" not in other
    assert "chờ xác nhận" not in other


def test_who_does_not_keep_the_fund_changes_nothing_and_sees_no_contact(country: Country) -> None:
    one = donor(country.east)
    inspector = browser(make_person(("inspector", country.east)))
    text = said(inspector, "/quy/nguoi-ung-ho/")
    assert "•••• 000" in text
    assert "0900 000 000" not in text
    for address in (
        "/quy/so/",
        "/quy/nguoi-ung-ho/",
        "/quy/cam-ket/",
        "/quy/bao-cao/",
        f"/quy/nguoi-ung-ho/{one.pk}/",
    ):
        assert inspector.post(address, {"viec": "mo-so"}).status_code == 403, address
    assert inspector.get("/quy/phieu-thu/moi/").status_code == 403


def test_a_cancelled_receipt_a_dropped_case_and_minutes_say_so_on_their_pages(
    country: Country, family: Household
) -> None:
    front = browser(make_person(("front", country.east)))
    receipt = money(country.east, 5)
    address = f"/quy/phieu-thu/{receipt.pk}/"
    assert front.post(address, {"ly-do": ""}).status_code == 422
    sent(front, address, {"ly-do": "ghi nhầm"})
    assert "Đã hủy" in said(front, address)
    case = proposed(country.east, family)
    meeting = met(country.east, RulingSaid(case.pk, True, 5))
    sent(front, f"/quy/hop/{meeting.pk}/", {"viec": "bo", "ly-do": "ghi nhầm mức"})
    assert Meeting.objects.get().state == "dropped"
    sent(front, f"/ho-so-quy/{case.pk}/", {"viec": "rut", "ly-do": "hộ thôi xin"})
    assert "hộ thôi xin" in said(front, f"/ho-so-quy/{case.pk}/")
    pledge = take_pledge(country.east, PledgeSaid(date(2026, 1, 1), date(2026, 1, 2), 5), Actor(1, "Thử"))
    assert front.post(f"/quy/cam-ket/{pledge.pk}/thoi/", {"ly-do": ""}).status_code == 422
    sent(front, f"/quy/cam-ket/{pledge.pk}/thoi/", {"ly-do": "không liên lạc được"})
