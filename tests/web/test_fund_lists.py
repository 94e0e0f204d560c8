"""Lists of the fund taken away, what is told to whom; vouchers in «Văn bản»; money without a household."""

import pytest
from django.test import Client
from tests.apps.fund.made import KEEPER, SPRING, approved, donor, goods, money
from tests.apps.households.made import home
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.fund.actions.sponsoring import (
    PromiseSaid,
    SponsorSaid,
    begin_sponsorship,
    record_sponsor,
)
from giamngheo.apps.fund.models import OwnOutlay, Receipt
from giamngheo.foundation.accounts.models import User
from giamngheo.foundation.audit.models import AuditLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def said(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.getvalue().decode()


def test_papers_that_name_donors_are_read_by_roles_of_the_fund_only(country: Country) -> None:
    receipt = money(country.east, 5_000_000, donor=donor(country.east, "Bà Kín Tiếng", is_named=False))
    address = f"/van-ban/{receipt.paper_id}/"
    for role, reads in (("front", True), ("officer", True), ("health", False), ("statistics", False)):
        client = browser(make_person((role, country.east)))
        assert (client.get(address).status_code == 200) is reads, role
        assert (client.get(f"{address}van-ban.pdf").status_code == 200) is reads, role
        assert (f'href="{address}"' in said(client, "/van-ban/?loai=fund_receipt")) is reads, role
        csv = said(client, "/van-ban/danh-sach.csv")
        assert ("PT-QVNN" in csv) is reads, role


def test_a_voucher_is_not_withdrawn_behind_its_book(country: Country) -> None:
    receipt = money(country.east, 5_000_000)
    leader = browser(make_person(("leader", country.east)))
    assert "Thu hồi" not in said(leader, f"/van-ban/{receipt.paper_id}/")
    answer = leader.post(f"/van-ban/{receipt.paper_id}/thu-hoi/", {"ly-do": "thử"})
    assert answer.status_code == 404
    assert Receipt.objects.get().paper.state == "issued"


def test_receipts_are_taken_away_and_who_wishes_no_name_is_told_to_the_keeper_only(country: Country) -> None:
    money(
        country.east, 5_000_000, donor=donor(country.east, "Bà Kín Tiếng", is_named=False), handed_by="Con Bà"
    )
    goods(country.east, "50", 700_000, donor=donor(country.east, "Công ty Nêu Tên"))
    own, other = (
        said(browser(make_person((role, country.east))), "/quy/phieu-thu/danh-sach.csv?nam=2026")
        for role in ("front", "inspector")
    )
    assert "Bà Kín Tiếng" in own
    assert "Con Bà" in own
    for word in ("Bà Kín Tiếng", "Con Bà"):
        assert word not in other
    for text in (own, other):
        assert "Công ty Nêu Tên" in text
        assert "Gạo tẻ" in text
    assert AuditLine.objects.filter(verb="fund.export", area_id=country.east.pk).count() == 2


def test_cases_and_sponsors_are_taken_away_within_the_own_area(country: Country) -> None:
    money(country.east, 90_000_000)
    here, there = home(country.east_1, "Mẫu Văn Đông"), home(country.west_1, "Mẫu Văn Tây")
    approved(country.east, here)
    approved(country.west, there)
    sponsor = record_sponsor(country.east, SponsorSaid("association", "Hội Thử", "0900 111 222"), KEEPER)
    begin_sponsorship(sponsor, PromiseSaid(here, "Sách vở", SPRING), KEEPER)
    head = browser(make_person(("village_head", country.east_1)))
    front, inspector = (browser(make_person((role, country.east))) for role in ("front", "inspector"))
    for client in (head, front):
        text = said(client, "/ho-so-quy/danh-sach.csv")
        assert here.code in text
        assert there.code not in text
        assert "Sách vở" in said(client, "/do-dau/danh-sach.csv")
    assert here.code not in said(front, "/ho-so-quy/danh-sach.csv?tinh-trang=declined")
    assert "0900 111 222" in said(front, "/do-dau/nguoi/danh-sach.csv")
    assert "•••• 222" in said(inspector, "/do-dau/nguoi/danh-sach.csv")
    assert head.get("/do-dau/nguoi/danh-sach.csv").status_code in {403, 404}


def test_money_goes_to_another_fund_from_page_to_page(country: Country) -> None:
    money(country.east, 9_000_000)
    front, leader = (browser(make_person((role, country.east))) for role in ("front", "leader"))
    west = browser(make_person(("front", country.west)))
    ask = {"noi-dung": "transfer", "gi": "Làm nhà sau bão", "can-cu": "Kết luận họp", "tai-khoan": "cash"}
    refused = front.post("/quy/chi-khac/", ask | {"so-tien": "ba triệu"})
    assert refused.status_code == 422
    assert 'value="ba triệu"' in refused.content.decode()
    ask |= {"so-tien": "3.000.000", "quy-nhan": country.west.pk}
    address = front.post("/quy/chi-khac/", ask).headers["Location"]
    assert "cần người khác duyệt" in said(front, address)
    assert west.get(address).status_code == 404
    assert front.post(address, {"viec": "duyet", "ngay": "1/5/2026"}).status_code == 422
    assert leader.post(address, {"viec": "duyet", "ngay": "1/5/2026"}).status_code == 302
    assert "khoản Quỹ khác chuyển đến" in said(west, "/quy/")
    assert "chuyển đến Quỹ này" in said(west, "/quy/chi-khac/")
    assert west.post(address, {"viec": "huy", "ly-do": "thử"}).status_code == 403
    assert "Phiếu chi số 1/2026" in said(west, address)
    assert west.post(address, {"viec": "nhan", "ngay": "2/5/2026", "tai-khoan": "bank"}).status_code == 302
    assert OwnOutlay.objects.get().state == "taken"
    assert "3.000.000" in said(west, "/quy/")
    assert "Phiếu chi số 1/2026" in said(front, "/quy/so/?nam=2026")
    assert "Hủy phiếu" not in said(front, address)
