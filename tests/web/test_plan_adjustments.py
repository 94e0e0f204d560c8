"""Pages: an issued plan adjusted below, the tree and the targets taken away."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from tests.apps.programmes.made import OFFICER, fall_of, issued, plan_of
from tests.factories.people import make_person
from tests.factories.places import Country, make_country

from giamngheo.apps.programmes.actions import give_shares
from giamngheo.apps.programmes.models import UnitPlan
from giamngheo.apps.programmes.queries import targets_of
from giamngheo.foundation.areas.models import Area

pytestmark = pytest.mark.django_db


@pytest.fixture
def country() -> Country:
    return make_country()


@pytest.fixture
def plan(country: Country) -> UnitPlan:
    draft = plan_of(country.province, 2026)
    give_shares(
        fall_of(draft, 100), 2026, {country.east.pk: Decimal(60), country.west.pk: Decimal(40)}, OFFICER
    )
    return issued(draft)


def browser(role: str, area: Area) -> Client:
    client = Client()
    client.force_login(make_person((role, area)))
    return client


def said(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return re.sub(r"\s+", " ", answer.getvalue().decode())


def test_an_issued_plan_is_adjusted_page_by_page(country: Country, plan: UnitPlan) -> None:
    officer, leader = browser("officer", country.province), browser("leader", country.province)
    page, deed = f"/ke-hoach/{plan.pk}/", f"/ke-hoach/{plan.pk}/viec/"
    giving = f"/ke-hoach/{plan.pk}/giao/{targets_of(plan)[0].pk}/"
    said(officer, giving, 404)
    wrong = officer.post(deed, {"viec": "dieu-chinh", "so-dieu-chinh": "20/QĐ", "ly-do-dieu-chinh": "bão"})
    assert wrong.status_code == 422
    assert 'value="20/QĐ"' in wrong.content.decode()
    begun = {"viec": "dieu-chinh", "so-dieu-chinh": "20/QĐ", "ngay-dieu-chinh": "1/8/2026"}
    assert officer.post(deed, begun | {"ly-do-dieu-chinh": "bão"}).status_code == 302
    assert "Chưa đổi chỉ tiêu nào" in said(officer, page)
    assert 'value="60"' in said(officer, giving)
    typed = {f"so-{country.east.pk}": "50", f"so-{country.west.pk}": "40"}
    assert officer.post(giving, typed | {f"so-{country.west.pk}": ""}).status_code == 422
    assert officer.post(giving, typed).status_code == 302
    assert "xã Đông, năm 2026: <strong>50</strong>" in said(officer, page)
    assert officer.post(deed, {"viec": "hieu-luc-dieu-chinh"}).status_code == 403
    assert "điều chỉnh chờ cho hiệu lực" in said(leader, "/")
    below = browser("leader", country.east)
    assert "20/QĐ" not in said(below, page)
    assert leader.post(deed, {"viec": "hieu-luc-dieu-chinh"}).status_code == 302
    assert "20/QĐ" in said(below, page)
    assert said(officer, f"/ke-hoach/{plan.pk}/").count("đang có hiệu lực") >= 1


def test_the_tree_and_the_targets_are_taken_away(country: Country, plan: UnitPlan) -> None:
    officer = browser("officer", country.province)
    tree = said(officer, "/ke-hoach/danh-sach.csv?nam=2026")
    assert "tỉnh Mẫu" in tree
    assert "12/KH-UBND" in tree
    assert "xã Đông" in tree
    assert "chưa có" in tree
    targets = said(officer, "/ke-hoach/chi-tieu/danh-sach.csv?nam=2026")
    assert "Giảm 100 hộ nghèo" in targets
    assert b"".join(officer.get("/ke-hoach/danh-sach.xlsx?nam=2026")).startswith(b"PK")  # type: ignore[arg-type]
    far = browser("officer", country.far)
    assert "Giảm 100 hộ nghèo" not in said(far, "/ke-hoach/chi-tieu/danh-sach.csv?nam=2026")
